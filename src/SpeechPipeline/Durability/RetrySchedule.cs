namespace SpeechPipeline.Durability;

/// <summary>When something that failed is tried again.</summary>
/// <param name="Delays">After the first failure, after the second, …</param>
/// <param name="Spread">Each delay is longer or shorter by up to this part of it, so that what failed together does not come back together.</param>
/// <param name="LastRepeats">Whether the last delay holds for all failures after it; else none is left then.</param>
public sealed record RetrySchedule(IReadOnlyList<TimeSpan> Delays, double Spread = 0, bool LastRepeats = false)
{
    /// <summary>The delay after so many failures, from 1; null when none is left.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no failure before the first.</exception>
    public TimeSpan? DelayAfter(int failures, Random? random = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        return failures <= Delays.Count ? Spreading(Delays[failures - 1], random)
            : LastRepeats ? Spreading(Delays[^1], random)
            : null;
    }

    TimeSpan Spreading(TimeSpan delay, Random? random) =>
        Spread == 0 ? delay : delay * (1 - Spread + (2 * Spread * (random ?? Random.Shared).NextDouble()));
}
