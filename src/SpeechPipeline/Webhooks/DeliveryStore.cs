using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Webhooks;

/// <summary>The deliveries of webhooks, each in the partition of its work.</summary>
public sealed class DeliveryStore(WorkKinds kinds)
{
    /// <returns>Null if the work has no delivery of that event.</returns>
    public Task<DeliveryRow?> FindAsync(string owner, string @event, CancellationToken cancellationToken) =>
        TableOf(owner).FindAsync<DeliveryRow>(owner, DeliveryRow.Prefix + @event, cancellationToken);

    /// <summary>All deliveries of the work.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> OfAsync(string owner, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {owner} and RowKey ge {DeliveryRow.Prefix} and RowKey lt {DeliveryRow.End}");
        return await TableOf(owner).QueryAsync<DeliveryRow>(filter, cancellationToken: cancellationToken).ToListAsync(cancellationToken);
    }

    /// <returns>False if a delivery of that event exists already.</returns>
    public Task<bool> TryAddAsync(DeliveryRow row, CancellationToken cancellationToken) => TableOf(row.PartitionKey).TryInsertAsync(row, cancellationToken);

    /// <summary>Writes a changed delivery.</summary>
    /// <returns>False if someone has changed it since it was read, and continues with it.</returns>
    public Task<bool> TryWriteAsync(DeliveryRow row, CancellationToken cancellationToken) => TableOf(row.PartitionKey).TryReplaceAsync(row, cancellationToken);

    /// <summary>Deletes a delivery that is not to be kept.</summary>
    public Task DeleteAsync(DeliveryRow row, CancellationToken cancellationToken) => TableOf(row.PartitionKey).DeleteEntityAsync(row, ETag.All, cancellationToken);

    /// <summary>Deletes all deliveries of the work; those that are still owed are not sent any more.</summary>
    public async Task DeleteAllAsync(string owner, CancellationToken cancellationToken)
    {
        foreach (var row in await OfAsync(owner, cancellationToken))
        {
            await TableOf(owner).DeleteEntityAsync(row, ETag.All, cancellationToken);
        }
    }

    /// <summary>The row for a delivery in the index of unfinished work: its own or, for the webhook of an end, that of the work.</summary>
    internal UnfinishedRow UnfinishedOf(DeliveryRow row) => row.IsOfEnd
        ? UnfinishedRow.For(kinds.Of(row.PartitionKey).Name, row.PartitionKey, row.Generation, row.Due)
        : UnfinishedRow.ForEvent(DeliverySweep.KindName, row.PartitionKey, row.EventId, row.Due);

    TableClient TableOf(string owner) => kinds.Of(owner).Table;
}
