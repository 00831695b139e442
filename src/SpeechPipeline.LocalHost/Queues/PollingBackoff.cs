namespace SpeechPipeline.LocalHost.Queues;

/// <summary>How long to wait before looking at a queue again: doubles while the queue stays empty, from the minimum to the
/// maximum, each wait spread by ±20 % so that listeners do not poll in step. The maximum is never exceeded.</summary>
sealed class PollingBackoff(TimeSpan minimum, TimeSpan maximum, Random random)
{
    int _misses;

    public TimeSpan Next()
    {
        // 2^30 times the shortest minimum (10 ms) is 124 days: past every maximum.
        var full = Math.Min(minimum.TotalMilliseconds * Math.Pow(2, Math.Min(_misses++, 30)), maximum.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(Math.Min(full * (0.8 + (0.4 * random.NextDouble())), maximum.TotalMilliseconds));
    }

    public void Reset() => _misses = 0;
}
