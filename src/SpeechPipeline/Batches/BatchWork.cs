using SpeechPipeline.Durability;

namespace SpeechPipeline.Batches;

/// <summary>Batches as a kind of durable work.</summary>
static class BatchWork
{
    public const string Kind = "batch";

    /// <summary>How long a worker holds a batch without renewing.</summary>
    public static readonly TimeSpan ClaimDuration = TimeSpan.FromSeconds(60);

    /// <summary>When a source that could not be had is tried again; after these, some 80 minutes, it is given up.</summary>
    public static RetrySchedule SourceWaits { get; } = new([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)]);
}
