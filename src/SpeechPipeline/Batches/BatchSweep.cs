using SpeechPipeline.Durability;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Batches;

/// <summary>The sweep's actions for a batch: sends a message that a crash left unsent, and tells the observers of its end.</summary>
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

        // For a generation before a retry, only the webhook may still be owed.
        if (row.Generation >= batch.Generation && (!batch.HasEnded || batch.RetryRequested))
        {
            // Its message may still be in the queue; otherwise no worker has it, or reports of items' ends were lost.
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
