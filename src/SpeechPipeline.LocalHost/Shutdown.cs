namespace SpeechPipeline.LocalHost;

/// <summary>How the host stops: first no new invocation begins; after a grace period, running ones are cancelled.</summary>
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

    /// <summary>Cancelled when no new invocation may begin.</summary>
    public CancellationToken Begun { get; }

    /// <summary>Cancelled when the grace period of running invocations is over.</summary>
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

    /// <summary>Cancels everything, so that a host that is disposed without being stopped does not continue polling.</summary>
    public void Dispose()
    {
        _begun.Cancel();
        _graceOver.Cancel();
        _clock?.Dispose();
        _begun.Dispose();
        _graceOver.Dispose();
    }
}
