using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Batches;

/// <summary>Notes what a caller wants of a batch that is there; the worker does it.</summary>
public sealed class BatchRequests(BatchStore store, UnfinishedIndex unfinished, WorkQueue<BatchMessage> queue, SweepTiming sweep, TimeProvider time)
{
    // Of two wishes the later holds: noting the one takes the other back.

    /// <summary>Gives up what has not ended, and a retry that has not begun; a batch that has ended stays as it is.</summary>
    /// <returns>The batch; null when there is none.</returns>
    public Task<BatchRow?> CancelAsync(BatchId id, CancellationToken cancellationToken) =>
        NoteAsync(id, row => row.RetryRequested || !(row.HasEnded || row.CancelRequested), row => (row.RetryRequested, row.CancelRequested) = (false, true), cancellationToken);

    /// <summary>Has what failed or was cancelled tried again, under the next generation where the batch had ended.</summary>
    /// <returns>The batch, as it is where <see cref="WhyNoRetry"/> says so; null when there is none.</returns>
    public Task<BatchRow?> RetryAsync(BatchId id, CancellationToken cancellationToken) =>
        NoteAsync(id, row => !row.RetryRequested && WhyNoRetry(row) is null, row => (row.RetryRequested, row.CancelRequested) = (true, false), cancellationToken);

    /// <summary>Why a retry of the batch has no effect, as a sentence; null: it has one, or was asked for already.</summary>
    /// <remarks>
    /// An ended batch's counts can be behind its items, never ahead: they fall when an item's job is retried by itself. What is asked for
    /// on such counts the worker finds out (<see cref="BatchItemChanges"/>).
    /// </remarks>
    public static string? WhyNoRetry(BatchRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.DryRun ? "The batch is a dry run: it makes no jobs that could be retried. Submit it again."
            : row.RetryRequested || !row.HasEnded || row.State == BatchStatus.Failed || !row.IsRead || row.Failed + row.Cancelled > 0 ? null
            : row.Rejected == 0 ? "The batch has ended, and none of its items failed or was cancelled; there is nothing to retry."
            : $"The batch has ended, and none of its items failed or was cancelled. Items that were rejected ({row.Rejected}) are not retried: submit them again, corrected, in a new batch.";
    }

    Task<BatchRow?> NoteAsync(BatchId id, Func<BatchRow, bool> isNew, Action<BatchRow> note, CancellationToken cancellationToken) => OptimisticWrite.RepeatAsync(
        () => store.FindAsync(id, cancellationToken),
        async row =>
        {
            if (!isNew(row))
            {
                return true;
            }

            // An ended batch has no row there, and the message alone could be lost.
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
