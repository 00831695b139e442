using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>The index of unfinished work, table <c>live</c>. The sweep reads nothing else.</summary>
public sealed class UnfinishedIndex(PipelineStorage storage, SweepTiming timing, TimeProvider time)
{
    public Task SetAsync(UnfinishedRow row, CancellationToken cancellationToken) =>
        storage.UnfinishedTable.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);

    /// <summary>Adds work whose message is about to be sent. The sweep checks it after the message must have been sent.</summary>
    public Task SetAsync(IWorkRow work, CancellationToken cancellationToken) =>
        SetAsync(UnfinishedRow.For(work, time.GetUtcNow() + timing.After), cancellationToken);

    /// <summary>Whether this generation of the work is in the index: its end may have effects that are still missing.</summary>
    public async Task<bool> HasAsync(IWorkRow work, CancellationToken cancellationToken) => await storage.UnfinishedTable.FindAsync<UnfinishedRow>(
        UnfinishedRow.Shard(work.PartitionKey), UnfinishedRow.Key(work.Kind, work.PartitionKey, work.Generation), cancellationToken) is not null;

    /// <summary>Changes the due time of a row, unless someone has changed or removed it since it was read.</summary>
    public Task MoveAsync(UnfinishedRow row, DateTimeOffset due, CancellationToken cancellationToken)
    {
        row.Due = due;
        return storage.UnfinishedTable.TryReplaceAsync(row, cancellationToken);
    }

    public Task RemoveAsync(IWorkRow work, CancellationToken cancellationToken) =>
        RemoveAsync(work.Kind, work.PartitionKey, work.Generation, cancellationToken);

    public Task RemoveAsync(string kind, string work, int generation, CancellationToken cancellationToken) =>
        RemoveAsync(UnfinishedRow.Shard(work), UnfinishedRow.Key(kind, work, generation), cancellationToken);

    /// <summary>Removes a row by its own key, which may have an earlier form.</summary>
    public Task RemoveAsync(UnfinishedRow row, CancellationToken cancellationToken) => RemoveAsync(row.PartitionKey, row.RowKey, cancellationToken);

    /// <summary>The due rows of one shard.</summary>
    public AsyncPageable<UnfinishedRow> DueAsync(string shard, DateTimeOffset now, CancellationToken cancellationToken) =>
        storage.UnfinishedTable.QueryAsync<UnfinishedRow>(row => row.PartitionKey == shard && row.Due <= now, cancellationToken: cancellationToken);

    Task<Response> RemoveAsync(string shard, string key, CancellationToken cancellationToken) =>
        storage.UnfinishedTable.DeleteEntityAsync(shard, key, ETag.All, cancellationToken);
}
