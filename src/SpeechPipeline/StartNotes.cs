using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Settings;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline;

/// <summary>
/// Logs once, when the app has started, which settings keep something from working or are probably wrong. A setting with which nothing
/// can work stops the start instead: one that fails validation, or incomplete storage settings.
/// </summary>
sealed partial class StartNotes(
    IOptions<PipelineOptions> pipeline,
    IOptions<SpeechOptions> speech,
    IOptions<WebhookOptions> webhooks,
    Func<StorageClients> storage,
    IHostApplicationLifetime lifetime,
    ILogger<StartNotes> logger) : IHostedService
{
    /// <exception cref="InvalidOperationException">The storage settings are incomplete; the message names the one.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = storage();
        // By then, a host that learns its address only when it listens has set it.
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

        foreach (var note in speech.Value.Notes())
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
