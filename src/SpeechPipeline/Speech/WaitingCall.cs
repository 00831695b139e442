namespace SpeechPipeline.Speech;

/// <summary>A caller that waits for a place. Its continuation never runs under the limiter's lock.</summary>
sealed class WaitingCall(string job, DateTimeOffset until, long number)
{
    readonly TaskCompletionSource<SpeechEntry> _entry = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Job => job;

    public DateTimeOffset Until => until;

    /// <summary>Tells apart callers whose budgets end together.</summary>
    public long Number => number;

    public Task<SpeechEntry> Entry => _entry.Task;

    /// <summary>Its place in its job's queue.</summary>
    public LinkedListNode<WaitingCall>? Place { get; set; }

    public CancellationTokenRegistration Cancellation { get; set; }

    public void Settle(SpeechEntry entry)
    {
        Cancellation.Unregister();
        _entry.SetResult(entry);
    }

    public void Cancel(CancellationToken cancellationToken) => _entry.SetCanceled(cancellationToken);
}
