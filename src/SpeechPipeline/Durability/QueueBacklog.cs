using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace SpeechPipeline.Durability;

/// <summary>
/// Estimates, for one sweep, whether a message may still be in the queue. A queue cannot be listed, but it is served roughly in
/// order: messages sent before the oldest visible one are no longer there. Without this, every sweep would double
/// a long backlog.
/// </summary>
sealed class QueueBacklog(QueueClient queue)
{
    /// <summary>The margin: order is approximate, and a message that was just received is about to be claimed.</summary>
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

    /// <summary>When the oldest visible message was inserted; null if none is visible.</summary>
    async Task<DateTimeOffset?> OldestAsync(CancellationToken cancellationToken)
    {
        PeekedMessage? first = await queue.PeekMessageAsync(cancellationToken);
        return first?.InsertedOn;
    }
}
