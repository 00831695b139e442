using SpeechPipeline.Drops;
using SpeechPipeline.Durability;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Batches;

/// <summary>What the sweep does for a batch whose row in <c>live</c> is due.</summary>
public sealed class BatchSweep(BatchStore store, DeliverySweep deliveries, DropResults drops, Outbox outbox, TimeProvider time)
{
    static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <param name="row">The row.</param>
    /// <param name="batches">The queue of batches, for this sweep.</param>
    /// <param name="webhooks">The queue of deliveries, for this sweep.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When to look again; null: never.</returns>
    internal async Task<DateTimeOffset?> LookAtAsync(UnfinishedRow row, QueueBacklog batches, QueueBacklog webhooks, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = BatchId.Parse(row.Job);
        var batch = await store.FindAsync(id, cancellationToken);
        if (batch is null || (batch.Generation < row.Generation && !batch.RetryRequested))
        {
            return now - row.Due > Abandoned ? null : now;
        }

        // Of a generation that a retry has left behind only the webhook may be owed.
        if (row.Generation >= batch.Generation && (!batch.HasEnded || batch.RetryRequested))
        {
            // What keeps it may be a message that waits its turn; else nobody is at it, or items end without a word.
            if (!batch.IsClaimed(now) && await batches.IsPastAsync(batch.CountedAt ?? batch.CreatedAt, cancellationToken))
            {
                await outbox.PostAsync(BatchMessage.For(row.Job), TimeSpan.Zero, cancellationToken);
            }

            return now;
        }

        if (batch.Drop is not null && batch.Generation == row.Generation)
        {
            await drops.ReportAsync(batch, cancellationToken);
        }

        return await deliveries.LookAtAsync(await store.DeliveriesAsync(id, cancellationToken), row.Generation, webhooks, cancellationToken);
    }
}
