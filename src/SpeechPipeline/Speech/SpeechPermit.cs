namespace SpeechPipeline.Speech;

/// <summary>A place among the calls under way. It is given back by its report, or, when the call told nothing, by disposing of it.</summary>
public sealed class SpeechPermit : IDisposable
{
    readonly SpeechLimiter _limiter;
    int _returned;

    internal SpeechPermit(SpeechLimiter limiter, long number, DateTimeOffset admittedAt) =>
        (_limiter, Number, AdmittedAt) = (limiter, number, admittedAt);

    /// <summary>Counts admissions, from 1: a call that an answer could not yet have held back has a number from before it.</summary>
    internal long Number { get; }

    internal DateTimeOffset AdmittedAt { get; }

    /// <summary>How the call ended; once.</summary>
    /// <exception cref="InvalidOperationException">The place was given back before.</exception>
    public void Report(SpeechAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (!TryReturn())
        {
            throw new InvalidOperationException("The place was given back before.");
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
