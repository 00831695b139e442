using SpeechPipeline.Batches;
using SpeechPipeline.Drops;
using SpeechPipeline.Jobs;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Settings;
using SpeechPipeline.Shows;
using SpeechPipeline.Speech;
using SpeechPipeline.Synchronous;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Specs.Architecture;

/// <summary>The options classes of the app, by the section that they are bound to. A spec compares them with those that are registered.</summary>
static class OptionsClasses
{
    public static IReadOnlyDictionary<string, Type> BySection { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        [PipelineOptions.Section] = typeof(PipelineOptions),
        [SpeechOptions.Section] = typeof(SpeechOptions),
        [JobOptions.Section] = typeof(JobOptions),
        ["Pauses"] = typeof(PauseSettings),
        [SoundOptions.Section] = typeof(SoundOptions),
        [BatchOptions.Section] = typeof(BatchOptions),
        [ShowOptions.Section] = typeof(ShowOptions),
        [SynchronousOptions.Section] = typeof(SynchronousOptions),
        [DropOptions.Section] = typeof(DropOptions),
        [WebhookOptions.Section] = typeof(WebhookOptions),
        ["Outbound"] = typeof(OutboundOptions),
    };
}
