namespace SpeechPipeline.Storage;

/// <summary>The queues, as trigger attributes and Bicep name them. Each has a twin named with <c>-poison</c>.</summary>
public static class QueueNames
{
    public const string SpeechJobs = "speech-jobs";
    public const string SpeechBatches = "speech-batches";
    public const string WebhookDeliveries = "webhook-deliveries";
    public const string ShowFeeds = "show-feeds";
    public const string DroppedFiles = "dropped-files";

    /// <summary>Where the host puts messages that failed five times.</summary>
    public const string SpeechJobsPoison = SpeechJobs + "-poison";

    /// <inheritdoc cref="SpeechJobsPoison"/>
    public const string SpeechBatchesPoison = SpeechBatches + "-poison";

    /// <inheritdoc cref="SpeechJobsPoison"/>
    public const string WebhookDeliveriesPoison = WebhookDeliveries + "-poison";

    /// <inheritdoc cref="SpeechJobsPoison"/>
    public const string ShowFeedsPoison = ShowFeeds + "-poison";

    /// <inheritdoc cref="SpeechJobsPoison"/>
    public const string DroppedFilesPoison = DroppedFiles + "-poison";

    public static IReadOnlyList<string> All { get; } = [SpeechJobs, SpeechBatches, WebhookDeliveries, ShowFeeds, DroppedFiles];
}
