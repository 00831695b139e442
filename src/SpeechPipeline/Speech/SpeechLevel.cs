namespace SpeechPipeline.Speech;

/// <summary>
/// How many calls may be under way: additive increase, multiplicative decrease (Chiu and Jain 1989), as TCP's congestion window,
/// with slow start (RFC 5681 section 3.1), a gentler decrease, and no growth of an unused level (RFC 7661). The level that was
/// too high is remembered, as in CUBIC (RFC 9438 section 4.1): near it the level grows slowly, because reaching it costs a
/// refused call and the pause that the endpoint asks for; beyond it the level grows faster and faster, because the quota has changed.
/// </summary>
sealed class SpeechLevel(double ceiling, double start)
{
    /// <summary>Half, as in TCP, would leave a quarter of the quota unused on average.</summary>
    const double Decrease = 0.85;

    /// <summary>The rounds until one more place is added, within one place of the level that was too high.</summary>
    const double RoundsNearWall = 3;

    readonly double _ceiling = Math.Max(1, ceiling);
    double? _wall;
    long _loweredAt;

    public double Value { get; private set; } = Math.Clamp(start, 1, Math.Max(1, ceiling));

    public int Places => (int)Value;

    /// <summary>A call was answered with speech.</summary>
    /// <param name="number">Of its admission. One from before a decrease says nothing of the level since.</param>
    /// <param name="underWay">Calls under way, with this one. If fewer than the level, it is unknown whether more would be accepted.</param>
    public void Succeeded(long number, int underWay)
    {
        if (number > _loweredAt && underWay >= Places)
        {
            // A round has as many answers as there are places, so each answer adds its share of one place.
            Value = Math.Min(_ceiling, Value + (PlacesPerRound() / Value));
        }
    }

    /// <summary>A call was refused with 429. Calls that were under way at the last decrease do not lower the level again.</summary>
    /// <param name="number">Of its admission.</param>
    /// <param name="admitted">The number of the last admission.</param>
    public void Throttled(long number, long admitted)
    {
        if (number > _loweredAt)
        {
            (_wall, _loweredAt) = (Value, admitted);
            Value = Math.Max(1, Value * Decrease);
        }
    }

    /// <summary>Doubling until the first refusal.</summary>
    double PlacesPerRound() => (Value - _wall) switch
    {
        null => Value,
        > -1 and < 1 => 1 / RoundsNearWall,
        <= -1 => 1,
        { } beyond => beyond,
    };
}
