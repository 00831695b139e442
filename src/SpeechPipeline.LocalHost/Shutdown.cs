namespace SpeechPipeline.LocalHost;

/// <summary>How the host stops: first nothing new is begun, then, after a grace, what still runs is cancelled.</summary>
internal sealed class Shutdown(TimeSpan grace, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _begun = new();
    private CancellationTokenSource? _clock;
    private readonly CancellationTokenSource _graceOver = new();

    /// <summary>Cancelled when nothing new may be begun.</summary>
    public CancellationToken Begun => _begun.Token;

    /// <summary>Cancelled when running invocations have had their grace.</summary>
    public CancellationToken GraceOver => _graceOver.Token;

    public void Begin()
    {
        if (_begun.IsCancellationRequested)
            return;
        _begun.Cancel();
        _clock = new(grace, time);
        _clock.Token.Register(_graceOver.Cancel);
    }

    public void Dispose()
    {
        _clock?.Dispose();
        _begun.Dispose();
        _graceOver.Dispose();
    }
}
