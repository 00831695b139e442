namespace SpeechPipeline.LocalHost;

/// <summary>How the host stops: first nothing new is begun, then, after a grace, what still runs is cancelled.</summary>
sealed class Shutdown : IDisposable
{
    readonly TimeSpan _grace;
    readonly TimeProvider _time;
    readonly CancellationTokenSource _begun = new();
    readonly CancellationTokenSource _graceOver = new();
    CancellationTokenSource? _clock;

    public Shutdown(TimeSpan grace, TimeProvider time)
    {
        _grace = grace;
        _time = time;
        Begun = _begun.Token;
        GraceOver = _graceOver.Token;
    }

    /// <summary>Cancelled when nothing new may be begun.</summary>
    public CancellationToken Begun { get; }

    /// <summary>Cancelled when running invocations have had their grace.</summary>
    public CancellationToken GraceOver { get; }

    public void Begin()
    {
        if (_begun.IsCancellationRequested)
        {
            return;
        }

        _begun.Cancel();
        _clock = new(_grace, _time);
        _clock.Token.Register(_graceOver.Cancel);
    }

    /// <summary>Ends everything: a host that is disposed without having been stopped leaves nothing polling.</summary>
    public void Dispose()
    {
        _begun.Cancel();
        _graceOver.Cancel();
        _clock?.Dispose();
        _begun.Dispose();
        _graceOver.Dispose();
    }
}
