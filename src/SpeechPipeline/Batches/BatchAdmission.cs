using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Batches;

/// <summary>
/// Makes jobs from items, in their order, while fewer than the bound are unfinished. Items are first marked as admitted, a slice in
/// one transaction, and then accepted as jobs, under ids derived from batch and number. Items that a crash leaves between the two steps are
/// accepted by the next invocation; a job that exists already stays unchanged.
/// </summary>
public sealed class BatchAdmission(
    BatchStore store, BatchFolder folder, BatchItemReader items, JobIntake intake, JobRetry retry, IOptions<BatchOptions> options, TimeProvider time)
{
    static readonly BatchItemStatus[] Open = [BatchItemStatus.Pending, BatchItemStatus.Admitted];

    /// <param name="claim">The hold on the batch.</param>
    /// <param name="totals">The counts, kept up to date here.</param>
    /// <param name="until">When to stop; the next message continues.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False if it stopped before the bound was reached.</returns>
    public async Task<bool> AdmitAsync(Claim<BatchRow> claim, BatchTotals totals, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var batch = claim.Row;
        if (totals.Count(BatchItemStatus.Pending) == 0 && batch.AcceptedTo == batch.ItemsRead)
        {
            return true;
        }

        var envelope = await folder.ReadEnvelopeAsync(BatchId.Parse(batch.PartitionKey), cancellationToken);
        await foreach (var page in store.ItemsAsync(batch.PartitionKey, batch.AcceptedTo, Open, BatchStore.Slice, cancellationToken).AsPages())
        {
            // A page may extend into the next partition; a transaction may not.
            foreach (var slice in page.Values.GroupBy(item => item.PartitionKey))
            {
                if (time.GetUtcNow() >= until)
                {
                    return false;
                }

                var room = Math.Max(0, options.Value.UnfinishedItems - totals.Count(BatchItemStatus.Admitted));
                var pending = slice.Where(item => item.State == BatchItemStatus.Pending).Take(room).ToList();
                var admitted = slice.Where(item => item.State == BatchItemStatus.Admitted).Concat(pending).OrderBy(item => item.Number).ToList();
                if (!await TryMarkAsync(pending, totals, cancellationToken))
                {
                    return false;
                }

                await claim.KeepWhileAsync(AcceptAsync(batch, envelope, admitted, cancellationToken), cancellationToken);
                totals.Move(BatchItemStatus.Admitted, BatchItemStatus.Rejected, admitted.Count(item => item.State == BatchItemStatus.Rejected));
                if (slice.FirstOrDefault(item => item.State == BatchItemStatus.Pending) is { } next)
                {
                    batch.AcceptedTo = next.Number;
                    return true;
                }

                batch.AcceptedTo = slice.Last().Number + 1;
            }
        }

        batch.AcceptedTo = batch.ItemsRead;
        return true;
    }

    /// <returns>False if someone has changed an item: it must be read again.</returns>
    async Task<bool> TryMarkAsync(List<BatchItemRow> pending, BatchTotals totals, CancellationToken cancellationToken)
    {
        if (pending.Count == 0)
        {
            return true;
        }

        pending.ForEach(item => item.State = BatchItemStatus.Admitted);
        if (!await store.TryWriteItemsAsync(pending, cancellationToken))
        {
            return false;
        }

        totals.Move(BatchItemStatus.Pending, BatchItemStatus.Admitted, pending.Count);
        return true;
    }

    async Task AcceptAsync(BatchRow batch, BatchEnvelope envelope, List<BatchItemRow> admitted, CancellationToken cancellationToken)
    {
        foreach (var group in BatchSlices.Together(admitted))
        {
            var contents = await folder.ReadItemsAsync(BatchId.Parse(batch.PartitionKey), envelope.Kind, group, cancellationToken);
            await Parallel.ForAsync(
                0, group.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Value.AdmissionConcurrency, CancellationToken = cancellationToken },
                async (i, token) => await AcceptAsync(batch, envelope, group[i], contents[i], token));
        }
    }

    async Task AcceptAsync(BatchRow batch, BatchEnvelope envelope, BatchItemRow item, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var id = BatchItemJob.Id(batch, item.Number);
        if (item.Generation > 1 && await retry.RetryAsync(id, cancellationToken, upTo: item.Generation) is not null)
        {
            return;
        }

        var read = items.Read(batch.PartitionKey, item.Number, content, envelope.Defaults);
        if (read.Submission is not { } submission)
        {
            // Settings have changed since the item was valid, or the reader fails on it.
            item.Reject(read.Problems);
            await store.TryWriteItemsAsync([item], cancellationToken);
            return;
        }

        await intake.AcceptAsync(submission, batch.BaseAddress, id, Origin.ItemOf(batch.PartitionKey, item.Number), cancellationToken);
    }
}
