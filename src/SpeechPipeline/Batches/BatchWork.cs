using SpeechPipeline.Durability;

namespace SpeechPipeline.Batches;

/// <summary>Batches as a kind of durable work.</summary>
static class BatchWork
{
    public const string Kind = "batch";

    /// <summary>How long a worker's claim on a batch lasts without renewal.</summary>
    public static readonly TimeSpan ClaimDuration = TimeSpan.FromSeconds(60);

    /// <summary>The waits before a source is fetched again; after these, some 80 minutes, it counts as unavailable.</summary>
    public static RetrySchedule SourceWaits { get; } = new([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)]);
}
