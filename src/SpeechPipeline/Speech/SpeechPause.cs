namespace SpeechPipeline.Speech;

/// <summary>The time before which no call is sent: the endpoint's hint or, without a hint, our own backoff.</summary>
sealed class SpeechPause(Random jitter)
{
    static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    int _refusals;
    long _refusedAt;

    public DateTimeOffset NotBefore { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>The endpoint's message that caused the pause.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>A call was answered with 429 or 503. A hint always holds; our own backoff grows once for the calls of a round.</summary>
    /// <param name="failed">The answer.</param>
    /// <param name="number">Of the call's admission.</param>
    /// <param name="admitted">The number of the last admission.</param>
    /// <param name="now">The time.</param>
    public void Refused(SpeechAnswer.Failed failed, long number, long admitted, DateTimeOffset now)
    {
        Extend(failed.NotBefore, failed.Message);
        if (number > _refusedAt)
        {
            (_refusals, _refusedAt) = (_refusals + 1, admitted);
            // The lower level answers a first 429; a pause as well would cost goodput each time the limit is found.
            var step = failed.Kind == SpeechFailureKind.Full ? _refusals : _refusals - 1;
            Extend(step == 0 ? null : now + Backoff(step), failed.Message);
        }
    }

    /// <summary>A call was answered with speech; one that went out after the last refusal ends the backoff's growth.</summary>
    public void Succeeded(long number) => _refusals = number > _refusedAt ? 0 : _refusals;

    void Extend(DateTimeOffset? until, string reason)
    {
        if (until > NotBefore)
        {
            (NotBefore, Reason) = (until.Value, reason);
        }
    }

    /// <summary>Doubles from half a second to 20 s, with jitter over the upper half, so that instances do not retry in step.</summary>
    TimeSpan Backoff(int step) =>
        TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, step - 1)) * (0.5 + (0.5 * jitter.NextDouble())));
}
