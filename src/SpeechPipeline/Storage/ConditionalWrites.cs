using System.Net;
using Azure;
using Azure.Data.Tables;

namespace SpeechPipeline.Storage;

/// <summary>Writes that succeed only if nobody has changed the row since it was read.</summary>
static class ConditionalWrites
{
    /// <summary>Adds a row. On success the row has its ETag.</summary>
    /// <returns>False if the row already exists.</returns>
    public static async Task<bool> TryAddAsync<TRow>(this TableClient table, TRow row, CancellationToken cancellationToken)
        where TRow : class, IWrittenRow
    {
        row.WriteId = Guid.NewGuid().ToString("N");
        try
        {
            var answer = await table.AddEntityAsync(row, cancellationToken);
            row.ETag = answer.Headers.ETag ?? row.ETag;
            return true;
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.Conflict)
        {
            return await WasOursAsync(table, row, cancellationToken);
        }
    }

    /// <summary>
    /// Writes a changed row, and rows that belong to the change, in one transaction. On success the row has its new ETag.
    /// </summary>
    /// <returns>False if someone else wrote first, or deleted the row; the row is then out of date.</returns>
    public static async Task<bool> TryWriteAsync<TRow>(
        this TableClient table, TRow row, IReadOnlyCollection<ITableEntity> additions, CancellationToken cancellationToken)
        where TRow : class, IWrittenRow
    {
        row.WriteId = Guid.NewGuid().ToString("N");
        try
        {
            if (additions.Count == 0)
            {
                var answer = await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
                row.ETag = answer.Headers.ETag ?? row.ETag;
            }
            else
            {
                var actions = additions.Select(addition => new TableTransactionAction(TableTransactionActionType.UpsertReplace, addition))
                    .Prepend(new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, row.ETag));
                var answers = await table.SubmitTransactionAsync(actions, cancellationToken);
                row.ETag = answers.Value[0].Headers.ETag ?? row.ETag;
            }

            return true;
        }
        catch (RequestFailedException e) when (e.Status is (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.Conflict or (int)HttpStatusCode.NotFound)
        {
            return await WasOursAsync(table, row, cancellationToken);
        }
    }

    // When the answer to a write is lost, the client repeats the write, and the repetition conflicts with the first one.
    static async Task<bool> WasOursAsync<TRow>(TableClient table, TRow row, CancellationToken cancellationToken)
        where TRow : class, IWrittenRow
    {
        var current = await table.GetEntityIfExistsAsync<TRow>(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
        if (!current.HasValue || current.Value!.WriteId != row.WriteId)
        {
            return false;
        }

        row.ETag = current.Value.ETag;
        return true;
    }
}
