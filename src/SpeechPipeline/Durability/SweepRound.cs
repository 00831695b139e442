using System.Collections.Concurrent;
using Azure.Storage.Queues;

namespace SpeechPipeline.Durability;

/// <summary>One sweep: its clock, and its data about the queues.</summary>
public sealed class SweepRound(TimeProvider time)
{
    readonly ConcurrentDictionary<string, QueueBacklog> _backlogs = new(StringComparer.Ordinal);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether a message that was sent at that time has left its queue.</summary>
    public Task<bool> IsPastAsync(QueueClient queue, DateTimeOffset? sentAt, CancellationToken cancellationToken) =>
        _backlogs.GetOrAdd(queue.Name, _ => new QueueBacklog(queue)).IsPastAsync(sentAt, cancellationToken);
}
