using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Functions.Triggers;

/// <summary>Works on the job that a message of <c>speech-jobs</c> names, for one invocation.</summary>
public sealed class SynthesizeJob(JobRunner runner)
{
    [Function(nameof(SynthesizeJob))]
    public Task RunAsync([QueueTrigger(QueueNames.SpeechJobs)] string message, CancellationToken cancellationToken) =>
        runner.RunAsync(JsonSerializer.Deserialize<JobMessage>(message, PipelineJson.Options)!, cancellationToken);
}
