namespace SpeechPipeline.Specs.Mastering;

/// <summary>Files that wait to be published.</summary>
public sealed class HeldPublishing : IDisposable
{
    readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _count;

    /// <summary>How many have come so far.</summary>
    public int Count => Volatile.Read(ref _count);

    public void Dispose() => _open.TrySetResult();

    internal Task PassAsync()
    {
        Interlocked.Increment(ref _count);
        return _open.Task;
    }
}
