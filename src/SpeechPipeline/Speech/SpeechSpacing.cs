namespace SpeechPipeline.Speech;

/// <summary>
/// Spaces calls out while places fill up: at the start, after a pause, after idleness, because the endpoint refuses bursts. Once all
/// places are taken, answers set the rhythm and no call is delayed.
/// </summary>
sealed class SpeechSpacing
{
    /// <summary>The spacing of the first calls, and the largest spacing.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    bool _filling = true;
    bool _hasSpoken;
    TimeSpan? _callDuration;
    DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>When the next call may go out. The places fill within half the duration of a call: twice the steady rhythm.</summary>
    public DateTimeOffset NextAt(double level) => _filling && _last != DateTimeOffset.MinValue ? _last + Gap(level) : DateTimeOffset.MinValue;

    public void Admitted(DateTimeOffset now, bool isFull) => (_last, _filling) = (now, _filling && !isFull);

    public void Refill() => _filling = true;

    /// <summary>Smooths the duration of calls that were answered with speech, in eighths (RFC 6298); until there is one, any answer's will do.</summary>
    public void Answered(TimeSpan duration, bool spoken)
    {
        if (spoken || !_hasSpoken)
        {
            _callDuration = spoken && _hasSpoken ? _callDuration + ((duration - _callDuration) / 8) : duration;
            _hasSpoken |= spoken;
        }
    }

    TimeSpan Gap(double level) => _callDuration / (2 * level) is { } gap && gap < Longest ? gap : Longest;
}
