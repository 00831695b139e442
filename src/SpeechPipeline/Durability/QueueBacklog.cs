using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace SpeechPipeline.Durability;

/// <summary>
/// Tells, for one sweep, whether a message may still wait in the queue. A queue cannot be listed, but it is served roughly in
/// order: what was sent before the oldest visible message came in is no longer there. Without this, a long backlog would be
/// doubled by every sweep.
/// </summary>
sealed class QueueBacklog(QueueClient queue)
{
    /// <summary>Order is approximate, and a message that was just received is about to be claimed.</summary>
    static readonly TimeSpan Margin = TimeSpan.FromSeconds(45);

    readonly Lock _lock = new();
    Task<DateTimeOffset?>? _oldest;

    /// <summary>Whether a message sent at that time has left the queue.</summary>
    public async Task<bool> IsPastAsync(DateTimeOffset? sentAt, CancellationToken cancellationToken)
    {
        Task<DateTimeOffset?> oldest;
        lock (_lock)
        {
            oldest = _oldest ??= OldestAsync(cancellationToken);
        }

        return await oldest is not { } visible || sentAt is null || visible > sentAt + Margin;
    }

    /// <summary>When the oldest visible message came in; null when none is visible.</summary>
    async Task<DateTimeOffset?> OldestAsync(CancellationToken cancellationToken)
    {
        PeekedMessage? first = await queue.PeekMessageAsync(cancellationToken);
        return first?.InsertedOn;
    }
}
