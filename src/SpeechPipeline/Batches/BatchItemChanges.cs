using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Batches;

/// <summary>Does to a batch's items what its caller asked for: to give up what has not ended, or to try again what failed.</summary>
public sealed class BatchItemChanges(BatchStore store, JobCancellation cancellation, UnfinishedIndex unfinished, IOptions<BatchOptions> options)
{
    static readonly BatchItemStatus[] Waiting = [BatchItemStatus.Pending];
    static readonly BatchItemStatus[] Working = [BatchItemStatus.Admitted];
    static readonly BatchItemStatus[] Retryable = [BatchItemStatus.Failed, BatchItemStatus.Cancelled];

    /// <summary>Ends what waits, and has the jobs that run cancelled; their ends are reported as any job's is.</summary>
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
                    // A crash came between its admission and its acceptance, or its job's retry: nobody will report its end.
                    item.State = BatchItemStatus.Cancelled;
                    await store.TryWriteItemsAsync([item], token);
                }
            }), cancellationToken);
    }

    /// <summary>Makes what failed or was cancelled wait again, for the next generation of its job; an ended batch without any stays as it is.</summary>
    public async Task ReopenAsync(Claim<BatchRow> claim, CancellationToken cancellationToken)
    {
        var row = claim.Row;
        if (row.HasEnded)
        {
            if (await HasNothingToRetryAsync(row, cancellationToken))
            {
                // It was asked for while the batch ended, or on counts of before: a further generation would only tell the same end again.
                row.RetryRequested = false;
                return;
            }

            row.Generation++;
            await unfinished.SetAsync(row, cancellationToken);
        }

        await ChangeAsync(claim, Retryable, item =>
        {
            item.State = BatchItemStatus.Pending;
            // An item that was given up before it was a job has no generation behind it.
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

    /// <summary>Whether every item has ended well or for good, by the items themselves. An earlier worker may have died with some of them open again.</summary>
    async Task<bool> HasNothingToRetryAsync(BatchRow row, CancellationToken cancellationToken)
    {
        if (!row.IsRead)
        {
            return false;
        }

        var totals = await store.CountAsync(row.PartitionKey, cancellationToken);
        return totals.Unended + Retryable.Sum(totals.Count) == 0;
    }

    /// <summary>Changes all items of those states, a slice in one transaction.</summary>
    async Task ChangeAsync(Claim<BatchRow> claim, BatchItemStatus[] states, Action<BatchItemRow> change, CancellationToken cancellationToken)
    {
        // A job's end that is reported at that moment wins; what is left is found by the next pass.
        for (var isThrough = false; !isThrough;)
        {
            isThrough = true;
            await foreach (var page in store.ItemsAsync(claim.Row.PartitionKey, 0, states, BatchStore.Slice, cancellationToken).AsPages())
            {
                foreach (var slice in page.Values.GroupBy(item => item.PartitionKey))
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
