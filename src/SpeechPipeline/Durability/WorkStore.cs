using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>The rows of one kind of work, each in its own partition, so that a change and the rows that belong to it are one transaction.</summary>
/// <param name="table">The table of the rows.</param>
/// <param name="rowKey">The row key, the same for all rows.</param>
public abstract class WorkStore<TRow>(TableClient table, string rowKey)
    where TRow : class, IWorkRow
{
    protected TableClient Table { get; } = table;

    /// <returns>Null if the work does not exist.</returns>
    public Task<TRow?> FindAsync(string id, CancellationToken cancellationToken) => Table.FindAsync<TRow>(id, rowKey, cancellationToken);

    /// <summary>Adds a row.</summary>
    /// <returns>False if work with that id exists already.</returns>
    public Task<bool> TryCreateAsync(TRow row, CancellationToken cancellationToken) => Table.TryAddAsync(row, cancellationToken);

    /// <summary>
    /// Writes a changed row, and a row that belongs to the change, in one transaction, if nobody has changed it since it was read. On
    /// success the row has its new ETag.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="addition">A row in the same partition; null: none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False if someone else wrote first; the row is then out of date.</returns>
    public Task<bool> TryWriteAsync(TRow row, ITableEntity? addition, CancellationToken cancellationToken) =>
        Table.TryWriteAsync(row, addition is null ? [] : [addition], cancellationToken);

    /// <summary>Claims work, and writes the worker's changes to the row.</summary>
    /// <param name="row">The row as it was read.</param>
    /// <param name="duration">How long the claim lasts without renewal.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Logs renewals that fail.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null if someone else has changed the row.</returns>
    public async Task<Claim<TRow>?> TryClaimAsync(TRow row, TimeSpan duration, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        row.ClaimOwner = Guid.NewGuid().ToString("N");
        row.ClaimUntil = time.GetUtcNow() + duration;
        return await TryWriteAsync(row, addition: null, cancellationToken) ? new Claim<TRow>(row, this, duration, time, logger, cancellationToken) : null;
    }
}
