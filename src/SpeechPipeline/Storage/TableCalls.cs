using System.Net;
using Azure;
using Azure.Data.Tables;

namespace SpeechPipeline.Storage;

/// <summary>Calls to tables that return false or null when a row does not exist or someone else wrote first.</summary>
static class TableCalls
{
    // What one request to a table returns at most.
    const int MostInOnePage = 1_000;

    /// <returns>Null if the row does not exist.</returns>
    public static async Task<T?> FindAsync<T>(this TableClient table, string partition, string row, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        var found = await table.GetEntityIfExistsAsync<T>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Adds a row, without a check whether an existing row is our own earlier write.</summary>
    /// <returns>False if the row already exists.</returns>
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

    /// <summary>Replaces a row if nobody has changed it since it was read.</summary>
    /// <returns>False if someone has changed or removed it since.</returns>
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
    /// <param name="table">The table.</param>
    /// <param name="filter">Which rows.</param>
    /// <param name="limit">The most rows to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="columns">The columns to read; null: all.</param>
    public static async Task<IReadOnlyList<T>> PageAsync<T>(
        this TableClient table, string filter, int limit, CancellationToken cancellationToken, IEnumerable<string>? columns = null)
        where T : class, ITableEntity =>
        await table.QueryAsync<T>(filter, Math.Min(limit, MostInOnePage), columns, cancellationToken).Take(limit).ToListAsync(cancellationToken);
}
