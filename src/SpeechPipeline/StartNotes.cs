using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Settings;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline;

/// <summary>
/// Says once, when the app has started, which settings leave something undone or unlikely to work. What cannot work at all ends the start
/// instead: the settings' own validation, and storage that is not named in full.
/// </summary>
sealed partial class StartNotes(
    IConfiguration configuration,
    IOptions<PipelineOptions> pipeline,
    IOptions<SpeechOptions> speech,
    IOptions<WebhookOptions> webhooks,
    Func<StorageClients> storage,
    IHostApplicationLifetime lifetime,
    ILogger<StartNotes> logger) : IHostedService
{
    /// <exception cref="InvalidOperationException">Storage is not named in full; the message names the setting.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = storage();
        // A host that knows its address only when it listens has said it by then.
        lifetime.ApplicationStarted.Register(Say);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    void Say()
    {
        if (pipeline.Value.WhatMissesAddress() is { } missing)
        {
            Log.Note(logger, missing);
        }

        if (webhooks.Value.WhatHoldsUp() is { } heldUp)
        {
            Log.Note(logger, heldUp);
        }

        foreach (var note in speech.Value.Notes(isVoiceSet: configuration.GetSection(SpeechOptions.Section)[nameof(SpeechOptions.DefaultVoice)] is not null))
        {
            Log.Note(logger, note);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Settings: {Note}")]
        public static partial void Note(ILogger logger, string note);
    }
}
