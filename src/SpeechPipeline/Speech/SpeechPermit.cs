namespace SpeechPipeline.Speech;

/// <summary>A place among the calls under way. It is released by its report or, if the call has no result to report, by disposal.</summary>
public sealed class SpeechPermit : IDisposable
{
    readonly SpeechLimiter _limiter;
    int _returned;

    internal SpeechPermit(SpeechLimiter limiter, long number, DateTimeOffset admittedAt) =>
        (_limiter, Number, AdmittedAt) = (limiter, number, admittedAt);

    /// <summary>Counts admissions, from 1: a call that an answer could not yet have held back has a number from before it.</summary>
    internal long Number { get; }

    internal DateTimeOffset AdmittedAt { get; }

    /// <summary>Reports how the call ended. May be called once.</summary>
    /// <exception cref="InvalidOperationException">The place was released already.</exception>
    public void Report(SpeechAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (!TryReturn())
        {
            throw new InvalidOperationException("The place was released already.");
        }

        _limiter.Return(this, answer);
    }

    public void Dispose()
    {
        if (TryReturn())
        {
            _limiter.Return(this, answer: null);
        }
    }

    bool TryReturn() => Interlocked.Exchange(ref _returned, 1) == 0;
}
