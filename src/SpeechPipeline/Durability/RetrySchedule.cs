namespace SpeechPipeline.Durability;

/// <summary>The times at which failed work is retried.</summary>
/// <param name="Delays">After the first failure, after the second, …</param>
/// <param name="Spread">Each delay varies at random by up to this fraction, so that retries do not come all at once.</param>
/// <param name="LastRepeats">Whether the last delay repeats; otherwise no retry is left after it.</param>
public sealed record RetrySchedule(IReadOnlyList<TimeSpan> Delays, double Spread = 0, bool LastRepeats = false)
{
    /// <summary>The delay after this number of failures, from 1; null if no retry is left.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
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
