using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Batches;

/// <summary>Does to a batch's items what its caller asked for: to give up what has not ended, or to try again what failed.</summary>
public sealed class BatchItemChanges(BatchStore store, JobCancellation cancellation, UnfinishedIndex live, IOptions<BatchOptions> options, IOptions<JobOptions> jobs, TimeProvider time)
{
    static readonly BatchItemStatus[] Waiting = [BatchItemStatus.Pending];
    static readonly BatchItemStatus[] Working = [BatchItemStatus.Admitted];
    static readonly BatchItemStatus[] Retryable = [BatchItemStatus.Failed, BatchItemStatus.Cancelled];

    /// <summary>Ends what waits, and has the jobs that run cancelled; their ends are reported as any job's is.</summary>
    public async Task CancelAsync(BatchClaim claim, CancellationToken cancellationToken)
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
    public async Task ReopenAsync(BatchClaim claim, CancellationToken cancellationToken)
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
            await live.SetAsync(UnfinishedRow.For(row.PartitionKey, row.Generation, time.GetUtcNow() + jobs.Value.SweepAfter), cancellationToken);
        }

        await ChangeAsync(claim, Retryable, item =>
        {
            item.State = BatchItemStatus.Pending;
            // An item that was given up before it was a job has no generation behind it.
            item.Generation = item.EndedGeneration + 1;
            (item.ErrorCode, item.Reason) = (null, null);
        }, cancellationToken);

        row.State = row.Reopened;
        (row.RetryRequested, row.CancelRequested, row.AcceptedTo) = (false, false, 0);
        (row.EndedAt, row.ErrorCode, row.ErrorMessage, row.Waits) = (null, null, null, 0);
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
    async Task ChangeAsync(BatchClaim claim, BatchItemStatus[] states, Action<BatchItemRow> change, CancellationToken cancellationToken)
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
