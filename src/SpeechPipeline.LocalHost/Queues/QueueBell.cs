using System.Collections.Concurrent;

namespace SpeechPipeline.LocalHost.Queues;

/// <summary>
/// Wakes the listener of a queue when this process sends a message to it; messages from others are found by polling. (The Functions
/// host does the same for its output bindings.)
/// </summary>
sealed class QueueBell
{
    readonly ConcurrentDictionary<string, TaskCompletionSource> _rings = new(StringComparer.Ordinal);

    /// <summary>Completes at the next ring. Get it before reading the queue, so that no ring is missed in between.</summary>
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
