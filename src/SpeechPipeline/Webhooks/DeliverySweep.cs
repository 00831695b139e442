using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Webhooks;

/// <summary>Sends the webhook that a generation of a job or batch owes, when it is due and no message of it can be left in the queue.</summary>
public sealed class DeliverySweep(JobStore store, Outbox outbox, TimeProvider time)
{
    /// <param name="deliveries">All of the owner's.</param>
    /// <param name="generation">Whose end is told.</param>
    /// <param name="backlog">The queue of deliveries, for this sweep.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When the attempt that is owed is due; null: nothing is owed.</returns>
    internal async Task<DateTimeOffset?> LookAtAsync(
        IEnumerable<DeliveryRow> deliveries, int generation, QueueBacklog backlog, CancellationToken cancellationToken)
    {
        if (deliveries.FirstOrDefault(row => row.Generation == generation && row.State == DeliveryStatus.Pending) is not { } owed)
        {
            return null;
        }

        var now = time.GetUtcNow();
        if (owed.Due <= now && await backlog.IsPastAsync(owed.SentAt, cancellationToken))
        {
            owed.SentAt = now;
            if (await store.TryWriteAsync(owed, cancellationToken))
            {
                await outbox.PostAsync(DeliveryMessage.For(owed), TimeSpan.Zero, cancellationToken);
            }
        }

        return owed.Due;
    }
}
