using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>The rows of one kind of work, each in a partition of its own, so that a change and what belongs to it are one transaction.</summary>
/// <param name="table">Holds the rows.</param>
/// <param name="rowKey">The same for all of them.</param>
public abstract class WorkStore<TRow>(TableClient table, string rowKey)
    where TRow : class, IWorkRow
{
    protected TableClient Table { get; } = table;

    /// <returns>Null when there is no such work.</returns>
    public Task<TRow?> FindAsync(string id, CancellationToken cancellationToken) => Table.FindAsync<TRow>(id, rowKey, cancellationToken);

    /// <summary>Adds a row.</summary>
    /// <returns>False when there is work of that id already.</returns>
    public Task<bool> TryCreateAsync(TRow row, CancellationToken cancellationToken) => Table.TryAddAsync(row, cancellationToken);

    /// <summary>
    /// Writes a changed row, and a row that belongs to the change, in one transaction, if nobody has changed it since it was read. On
    /// success the row carries its new ETag.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="addition">In the same partition; null: nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when someone else was quicker; the row is then out of date.</returns>
    public Task<bool> TryWriteAsync(TRow row, ITableEntity? addition, CancellationToken cancellationToken) =>
        Table.TryWriteAsync(row, addition is null ? [] : [addition], cancellationToken);

    /// <summary>Takes work, with whatever its worker has changed on the row.</summary>
    /// <param name="row">The row as it was read.</param>
    /// <param name="duration">How long the hold lasts without renewal.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of renewals that fail.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when someone else has changed the row.</returns>
    public async Task<Claim<TRow>?> TryClaimAsync(TRow row, TimeSpan duration, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        row.ClaimOwner = Guid.NewGuid().ToString("N");
        row.ClaimUntil = time.GetUtcNow() + duration;
        return await TryWriteAsync(row, addition: null, cancellationToken) ? new Claim<TRow>(row, this, duration, time, logger, cancellationToken) : null;
    }
}
