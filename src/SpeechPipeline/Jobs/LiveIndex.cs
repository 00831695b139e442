using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>The table <c>live</c>: all that a sweep ever reads.</summary>
public sealed class LiveIndex(PipelineStorage storage)
{
    public Task SetAsync(LiveRow row, CancellationToken cancellationToken) =>
        storage.LiveTable.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);

    public Task RemoveAsync(LiveRow row, CancellationToken cancellationToken) =>
        storage.LiveTable.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);

    /// <summary>What is due in one shard.</summary>
    public AsyncPageable<LiveRow> DueAsync(string shard, DateTimeOffset now, CancellationToken cancellationToken) =>
        storage.LiveTable.QueryAsync<LiveRow>(row => row.PartitionKey == shard && row.Due <= now, cancellationToken: cancellationToken);
}
