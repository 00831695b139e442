using System.Net;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Batches;

/// <summary>The table <c>batches</c>.</summary>
public sealed class BatchStore(PipelineStorage storage) : WorkStore<BatchRow>(storage.BatchTable, BatchRow.Key)
{
    /// <summary>The most rows of one transaction.</summary>
    public const int Slice = 100;

    /// <returns>Null if the batch does not exist.</returns>
    public Task<BatchRow?> FindAsync(BatchId id, CancellationToken cancellationToken) => FindAsync(id.ToString(), cancellationToken);

    /// <summary>Batches, newest first. A batch's own row comes before its items, so each costs one small query, however many items it has.</summary>
    /// <param name="status">Only batches with that status; null: all.</param>
    /// <param name="after">The last id of the previous page; null: from the newest.</param>
    /// <param name="limit">The most batches to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<IReadOnlyList<BatchRow>> ListAsync(BatchStatus? status, BatchId? after, int limit, CancellationToken cancellationToken)
    {
        var found = new List<BatchRow>();
        for (var past = after?.ToString() ?? ""; found.Count < limit;)
        {
            // Partitions of items have the batch's id and a hyphen in front, and "." follows "-".
            var filter = TableClient.CreateQueryFilter($"PartitionKey gt {(past.Length == 0 ? past : past + ".")} and RowKey eq {BatchRow.Key}");
            if (await Table.QueryAsync<BatchRow>(filter, maxPerPage: 1, cancellationToken: cancellationToken).FirstOrDefaultAsync(cancellationToken) is not { } next)
            {
                break;
            }

            past = next.PartitionKey;
            if (status is null || next.State == status)
            {
                found.Add(next);
            }
        }

        return found;
    }

    public Task<BatchItemRow?> FindItemAsync(string batch, int number, CancellationToken cancellationToken) =>
        Table.FindAsync<BatchItemRow>(BatchItemRow.PartitionOf(batch, number), BatchItemRow.KeyOf(number), cancellationToken);

    /// <summary>Items in their order.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="from">The number of the first item.</param>
    /// <param name="states">Only items in these states; empty: all.</param>
    /// <param name="perPage">The page size, up to 1,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public AsyncPageable<BatchItemRow> ItemsAsync(
        string batch, int from, IReadOnlyCollection<BatchItemStatus> states, int? perPage, CancellationToken cancellationToken)
    {
        var partition = BatchItemRow.PartitionOf(batch, from);
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {partition} and PartitionKey lt {batch + "."} and (PartitionKey gt {partition} or RowKey ge {BatchItemRow.KeyOf(from)})");
        if (states.Count > 0)
        {
            filter += $" and ({string.Join(" or ", states.Select(state => TableClient.CreateQueryFilter($"Status eq {state.ToString()}")))})";
        }

        return Table.QueryAsync<BatchItemRow>(filter, perPage, cancellationToken: cancellationToken);
    }

    /// <summary>The sums over all items.</summary>
    public async Task<BatchTotals> CountAsync(string batch, CancellationToken cancellationToken)
    {
        var totals = new BatchTotals();
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {batch + "-"} and PartitionKey lt {batch + "."}");
        await foreach (var item in Table.QueryAsync<BatchItemRow>(filter, maxPerPage: null, BatchTotals.Columns, cancellationToken))
        {
            totals.Add(item);
        }

        return totals;
    }

    /// <summary>The numbers of the items that have a row, within a range in one partition.</summary>
    public async Task<HashSet<int>> NumbersAsync(string partition, int from, int to, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {BatchItemRow.KeyOf(from)} and RowKey le {BatchItemRow.KeyOf(to)}");
        return await Table.QueryAsync<BatchItemRow>(filter, select: [nameof(BatchItemRow.RowKey)], cancellationToken: cancellationToken)
            .Select(item => item.Number).ToHashSetAsync(cancellationToken: cancellationToken);
    }

    /// <summary>Adds items of one partition, in order, in one transaction; existing ones stay unchanged.</summary>
    public async Task AddItemsAsync(IReadOnlyList<BatchItemRow> items, CancellationToken cancellationToken)
    {
        while (items.Count > 0)
        {
            try
            {
                await Table.SubmitTransactionAsync(
                    items.Select(item => new TableTransactionAction(TableTransactionActionType.Add, item)), cancellationToken);
                return;
            }
            catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.Conflict)
            {
                // An earlier invocation wrote this slice, or the part of it without a wait.
                var there = await NumbersAsync(items[0].PartitionKey, items[0].Number, items[^1].Number, cancellationToken);
                items = [.. items.Where(item => !there.Contains(item.Number))];
            }
        }
    }

    /// <summary>Writes items of one partition, if no one has changed any of them since they were read.</summary>
    /// <returns>False if someone has; then none is written.</returns>
    public async Task<bool> TryWriteItemsAsync(IReadOnlyCollection<BatchItemRow> items, CancellationToken cancellationToken)
    {
        try
        {
            var answers = await Table.SubmitTransactionAsync(
                items.Select(item => new TableTransactionAction(TableTransactionActionType.UpdateReplace, item, item.ETag)), cancellationToken);
            foreach (var (item, answer) in items.Zip(answers.Value))
            {
                item.ETag = answer.Headers.ETag ?? item.ETag;
            }

            return true;
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
    }
}
