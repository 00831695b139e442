using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>The index of unfinished work, table <c>live</c>: all that a sweep ever reads.</summary>
public sealed class UnfinishedIndex(PipelineStorage storage, SweepTiming timing, TimeProvider time)
{
    public Task SetAsync(UnfinishedRow row, CancellationToken cancellationToken) =>
        storage.UnfinishedTable.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);

    /// <summary>Enters work whose message is about to be sent: the sweep looks at it when that must have happened.</summary>
    public Task SetAsync(IWorkRow work, CancellationToken cancellationToken) =>
        SetAsync(UnfinishedRow.For(work, time.GetUtcNow() + timing.After), cancellationToken);

    /// <summary>Moves the due time of a row as it was read; where someone has changed or removed it meanwhile, that holds: he knows more.</summary>
    public Task MoveAsync(UnfinishedRow row, DateTimeOffset due, CancellationToken cancellationToken)
    {
        row.Due = due;
        return storage.UnfinishedTable.TryReplaceAsync(row, cancellationToken);
    }

    public Task RemoveAsync(IWorkRow work, CancellationToken cancellationToken) =>
        RemoveAsync(work.Kind, work.PartitionKey, work.Generation, cancellationToken);

    public Task RemoveAsync(string kind, string work, int generation, CancellationToken cancellationToken) =>
        RemoveAsync(UnfinishedRow.Shard(work), UnfinishedRow.Key(kind, work, generation), cancellationToken);

    /// <summary>Removes a row by its own key, which may be of an earlier version.</summary>
    public Task RemoveAsync(UnfinishedRow row, CancellationToken cancellationToken) => RemoveAsync(row.PartitionKey, row.RowKey, cancellationToken);

    /// <summary>What is due in one shard.</summary>
    public AsyncPageable<UnfinishedRow> DueAsync(string shard, DateTimeOffset now, CancellationToken cancellationToken) =>
        storage.UnfinishedTable.QueryAsync<UnfinishedRow>(row => row.PartitionKey == shard && row.Due <= now, cancellationToken: cancellationToken);

    Task<Response> RemoveAsync(string shard, string key, CancellationToken cancellationToken) =>
        storage.UnfinishedTable.DeleteEntityAsync(shard, key, ETag.All, cancellationToken);
}
