using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Batches;

/// <summary>Records a caller's request to cancel or retry a batch; the worker carries it out.</summary>
public sealed class BatchRequests(BatchStore store, UnfinishedIndex unfinished, WorkQueue<BatchMessage> queue, SweepTiming sweep, TimeProvider time)
{
    // Of two requests the later counts: recording one withdraws the other.

    /// <summary>Cancels unfinished items, and a retry that has not begun; an ended batch stays unchanged.</summary>
    /// <returns>The batch; null if it does not exist.</returns>
    public Task<BatchRow?> CancelAsync(BatchId id, CancellationToken cancellationToken) =>
        NoteAsync(id, row => row.RetryRequested || !(row.HasEnded || row.CancelRequested), row => (row.RetryRequested, row.CancelRequested) = (false, true), cancellationToken);

    /// <summary>Retries failed and cancelled items, in the next generation if the batch had ended.</summary>
    /// <returns>The batch, unchanged if <see cref="WhyNoRetry"/> has a reason; null if it does not exist.</returns>
    public Task<BatchRow?> RetryAsync(BatchId id, CancellationToken cancellationToken) =>
        NoteAsync(id, row => !row.RetryRequested && WhyNoRetry(row) is null, row => (row.RetryRequested, row.CancelRequested) = (true, false), cancellationToken);

    /// <summary>Why a retry of the batch has no effect, as a sentence; null if it has one, or was requested already.</summary>
    /// <remarks>
    /// The counts of an ended batch can lag behind its items: they fall when an item's job is retried separately. The worker detects a retry
    /// that was requested on such counts (<see cref="BatchItemChanges"/>).
    /// </remarks>
    public static string? WhyNoRetry(BatchRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.DryRun ? "The batch is a dry run and has no jobs to retry. Submit it again."
            : row.RetryRequested || !row.HasEnded || row.State == BatchStatus.Failed || !row.IsRead || row.Failed + row.Cancelled > 0 ? null
            : row.Rejected == 0 ? "The batch has ended, and no item failed or was cancelled; there is nothing to retry."
            : $"The batch has ended, and no item failed or was cancelled. Rejected items ({row.Rejected}) are not retried: correct them and submit them in a new batch.";
    }

    Task<BatchRow?> NoteAsync(BatchId id, Func<BatchRow, bool> isNew, Action<BatchRow> note, CancellationToken cancellationToken) => OptimisticWrite.RepeatAsync(
        () => store.FindAsync(id, cancellationToken),
        async row =>
        {
            if (!isNew(row))
            {
                return true;
            }

            // An ended batch has no row in the index, and the message alone could be lost.
            var generation = row.Generation + (row.HasEnded ? 1 : 0);
            await unfinished.SetAsync(UnfinishedRow.For(BatchWork.Kind, row.PartitionKey, generation, time.GetUtcNow() + sweep.After), cancellationToken);
            note(row);
            if (!await store.TryWriteAsync(row, addition: null, cancellationToken))
            {
                return false;
            }

            await queue.SendAsync(BatchMessage.For(row.PartitionKey), delay: null, CancellationToken.None);
            return true;
        });
}
