using SpeechPipeline.Durability;

namespace SpeechPipeline.Jobs;

/// <summary>Jobs as a kind of durable work.</summary>
static class JobWork
{
    public const string Kind = "job";

    /// <summary>The waits of a job that cannot advance, while it makes no progress.</summary>
    public static RetrySchedule Waits { get; } = new(
        [
            TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(8),
            TimeSpan.FromMinutes(15),
        ],
        Spread: 0.1,
        LastRepeats: true);
}
