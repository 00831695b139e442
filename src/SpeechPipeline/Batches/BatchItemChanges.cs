using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Batches;

/// <summary>Applies the caller's requests to a batch's items: cancels unfinished items, or retries failed ones.</summary>
public sealed class BatchItemChanges(BatchStore store, JobCancellation cancellation, UnfinishedIndex unfinished, IOptions<BatchOptions> options)
{
    static readonly BatchItemStatus[] Waiting = [BatchItemStatus.Pending];
    static readonly BatchItemStatus[] Working = [BatchItemStatus.Admitted];
    static readonly BatchItemStatus[] Retryable = [BatchItemStatus.Failed, BatchItemStatus.Cancelled];

    /// <summary>Ends waiting items and cancels running jobs, whose ends are reported as usual.</summary>
    public async Task CancelAsync(Claim<BatchRow> claim, CancellationToken cancellationToken)
    {
        await ChangeAsync(claim, Waiting, item => item.State = BatchItemStatus.Cancelled, cancellationToken);
        await claim.KeepWhileAsync(Parallel.ForEachAsync(
            store.ItemsAsync(claim.Row.PartitionKey, 0, Working, perPage: null, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.AdmissionConcurrency, CancellationToken = cancellationToken },
            async (item, token) =>
            {
                var job = await cancellation.CancelAsync(BatchItemJob.Id(claim.Row, item.Number), token);
                if (job is null || job.Generation < item.Generation)
                {
                    // A crash came between its admission and its acceptance, or its job's retry: no job will report its end.
                    item.State = BatchItemStatus.Cancelled;
                    await store.TryWriteItemsAsync([item], token);
                }
            }), cancellationToken);
    }

    /// <summary>Lets failed or cancelled items wait again, for the next generation of their jobs; an ended batch without such items stays unchanged.</summary>
    public async Task ReopenAsync(Claim<BatchRow> claim, CancellationToken cancellationToken)
    {
        var row = claim.Row;
        if (row.HasEnded)
        {
            if (await HasNothingToRetryAsync(row, cancellationToken))
            {
                // The retry was requested while the batch ended, or on old counts: a further generation would only report the same end again.
                row.RetryRequested = false;
                return;
            }

            row.Generation++;
            await unfinished.SetAsync(row, cancellationToken);
        }

        await ChangeAsync(claim, Retryable, item =>
        {
            item.State = BatchItemStatus.Pending;
            // An item that was cancelled before it became a job has no earlier generation.
            item.Generation = item.EndedGeneration + 1;
            item.ErrorCode = null;
            item.Reason = null;
        }, cancellationToken);

        row.State = row.Reopened;
        row.RetryRequested = false;
        row.CancelRequested = false;
        row.AcceptedTo = 0;
        row.EndedAt = null;
        row.ErrorCode = null;
        row.ErrorMessage = null;
        row.Waits = 0;
        await claim.SaveAsync(cancellationToken);
    }

    /// <summary>Whether every item is completed, rejected or deleted, by the items themselves: an earlier worker may have stopped after it reopened some.</summary>
    async Task<bool> HasNothingToRetryAsync(BatchRow row, CancellationToken cancellationToken)
    {
        if (!row.IsRead)
        {
            return false;
        }

        return !await store.ItemsAsync(row.PartitionKey, 0, [.. Waiting, .. Working, .. Retryable], perPage: null, cancellationToken)
            .AnyAsync(item => item.IsDeleted != true, cancellationToken);
    }

    /// <summary>Changes all items in those states, a slice in one transaction; those of deleted jobs stay.</summary>
    async Task ChangeAsync(Claim<BatchRow> claim, BatchItemStatus[] states, Action<BatchItemRow> change, CancellationToken cancellationToken)
    {
        // A job's end that is reported at the same time wins; the next pass finds the remaining items.
        for (var isThrough = false; !isThrough;)
        {
            isThrough = true;
            await foreach (var page in store.ItemsAsync(claim.Row.PartitionKey, 0, states, BatchStore.Slice, cancellationToken).AsPages())
            {
                foreach (var slice in page.Values.Where(item => item.IsDeleted != true).GroupBy(item => item.PartitionKey))
                {
                    var items = slice.ToList();
                    items.ForEach(change);
                    isThrough &= await store.TryWriteItemsAsync(items, cancellationToken);
                }

                await claim.KeepAsync(cancellationToken);
            }
        }
    }
}
