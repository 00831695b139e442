using System.Collections.Concurrent;

namespace SpeechPipeline.LocalHost.Queues;

/// <summary>
/// Wakes the listener of a queue when this very process has sent to it; what others send is found by polling. (The Functions
/// host does the same for its output bindings.)
/// </summary>
sealed class QueueBell
{
    readonly ConcurrentDictionary<string, TaskCompletionSource> _rings = new(StringComparer.Ordinal);

    /// <summary>Completes at the next ring. To be asked for before the look at the queue, so that no ring falls between the two.</summary>
    public Task NextAsync(string queue) => Ring(queue).Task;

    public void Strike(string queue)
    {
        if (_rings.TryRemove(queue, out var ring))
        {
            ring.SetResult();
        }
    }

    TaskCompletionSource Ring(string queue) =>
        _rings.GetOrAdd(queue, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
