using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>What is due at a time that may be years away: a partition of the table <c>live</c>, by time. What is not due is not read.</summary>
public sealed class DueIndex(PipelineStorage storage)
{
    public Task SetAsync(string id, DateTimeOffset due, CancellationToken cancellationToken) =>
        storage.UnfinishedTable.UpsertEntityAsync(new DueRow { RowKey = DueRow.KeyOf(id, due) }, TableUpdateMode.Replace, cancellationToken);

    public Task RemoveAsync(DueRow row, CancellationToken cancellationToken) => storage.UnfinishedTable.DeleteEntityAsync(row, ETag.All, cancellationToken);

    /// <summary>The rows that are due, the earliest first.</summary>
    public AsyncPageable<DueRow> DueAsync(DateTimeOffset now, CancellationToken cancellationToken) => storage.UnfinishedTable.QueryAsync<DueRow>(
        TableClient.CreateQueryFilter($"PartitionKey eq {DueRow.Partition} and RowKey lt {DueRow.TimeOf(now)}"), cancellationToken: cancellationToken);
}
