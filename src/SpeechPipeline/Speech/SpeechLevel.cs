namespace SpeechPipeline.Speech;

/// <summary>
/// How many calls may be under way: additive increase, multiplicative decrease (Chiu and Jain 1989), as TCP's congestion window,
/// with slow start (RFC 5681 section 3.1), a gentler decrease, and no growth of what is not used (RFC 7661).
/// </summary>
sealed class SpeechLevel(double ceiling, double start)
{
    /// <summary>Half, as in TCP, would leave a quarter of the quota unused on average; this leaves about 8 %.</summary>
    const double Decrease = 0.85;

    readonly double _ceiling = Math.Max(1, ceiling);
    bool _searching = true;
    long _loweredAt;

    public double Value { get; private set; } = Math.Clamp(start, 1, Math.Max(1, ceiling));

    public int Places => (int)Value;

    /// <summary>A call was answered with speech.</summary>
    /// <param name="number">Of its admission. One from before a decrease says nothing of the level since.</param>
    /// <param name="underWay">Calls under way, this one included. Fewer than the level: whether more would be let through is unknown.</param>
    public void Succeeded(long number, int underWay)
    {
        if (number > _loweredAt && underWay >= Places)
        {
            // One more for every answer doubles the level in a round; a share of one for every answer is one more in a round.
            Value = Math.Min(_ceiling, Value + (_searching ? 1 : 1 / Value));
        }
    }

    /// <summary>A call was too fast. Those that were under way at the last decrease do not lower the level again.</summary>
    /// <param name="number">Of its admission.</param>
    /// <param name="admitted">The number of the last admission.</param>
    public void Throttled(long number, long admitted)
    {
        if (number > _loweredAt)
        {
            Value = Math.Max(1, Value * Decrease);
            (_searching, _loweredAt) = (false, admitted);
        }
    }
}
