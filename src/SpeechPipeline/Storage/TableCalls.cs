using System.Net;
using Azure;
using Azure.Data.Tables;

namespace SpeechPipeline.Storage;

/// <summary>Calls to tables whose expected refusals are answers: what is not there, and what someone else was quicker to write.</summary>
static class TableCalls
{
    /// <returns>Null when there is no such row.</returns>
    public static async Task<T?> FindAsync<T>(this TableClient table, string partition, string row, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        var found = await table.GetEntityIfExistsAsync<T>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Adds a row that its writer need not tell from a rival's.</summary>
    /// <returns>False when there is such a row already.</returns>
    public static async Task<bool> TryInsertAsync<T>(this TableClient table, T row, CancellationToken cancellationToken)
        where T : ITableEntity
    {
        try
        {
            await table.AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.Conflict)
        {
            return false;
        }
    }

    /// <summary>Replaces a row as it was read.</summary>
    /// <returns>False when someone has changed or removed it since.</returns>
    public static async Task<bool> TryReplaceAsync<T>(this TableClient table, T row, CancellationToken cancellationToken)
        where T : ITableEntity
    {
        try
        {
            await table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>One page of rows.</summary>
    /// <param name="limit">At most so many.</param>
    public static async Task<IReadOnlyList<T>> PageAsync<T>(this TableClient table, string filter, int limit, CancellationToken cancellationToken)
        where T : class, ITableEntity =>
        await table.QueryAsync<T>(filter, limit, cancellationToken: cancellationToken).Take(limit).ToListAsync(cancellationToken);
}
