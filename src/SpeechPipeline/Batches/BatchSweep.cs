using SpeechPipeline.Durability;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Batches;

/// <summary>What the sweep does for a batch: sends its message when a crash left it owing, and tells of its end.</summary>
public sealed class BatchSweep(
    BatchStore store, WorkQueue<BatchMessage> queue, Completion<BatchRow> completion, DeliveryStore deliveries, DeliverySweep webhooks) : SweptWork
{
    public override string Kind => BatchWork.Kind;

    public override async Task<Look> LookAtAsync(UnfinishedRow row, SweepRound round, CancellationToken cancellationToken)
    {
        var batch = await store.FindAsync(row.Job, cancellationToken);
        if (batch is null || (batch.Generation < row.Generation && !batch.RetryRequested))
        {
            return LookAtUnaccepted(row, round);
        }

        // Of a generation that a retry has left behind only the webhook may be owed.
        if (row.Generation >= batch.Generation && (!batch.HasEnded || batch.RetryRequested))
        {
            // What keeps it may be a message that waits its turn; else nobody is at it, or items end without a word.
            if (!batch.IsClaimed(round.Now) && await round.IsPastAsync(queue.Queue, batch.CountedAt ?? batch.CreatedAt, cancellationToken))
            {
                await queue.SendAsync(BatchMessage.For(row.Job), delay: null, cancellationToken);
            }

            return Look.Again();
        }

        if (batch.Generation == row.Generation)
        {
            await completion.TellAsync(batch, cancellationToken);
        }

        return await webhooks.LookAtEndAsync(await deliveries.OfAsync(row.Job, cancellationToken), row.Generation, round, cancellationToken);
    }
}
