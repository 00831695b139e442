using System.Net;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>The table <c>live</c>: all that a sweep ever reads.</summary>
public sealed class UnfinishedIndex(PipelineStorage storage)
{
    public Task SetAsync(UnfinishedRow row, CancellationToken cancellationToken) =>
        storage.UnfinishedTable.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);

    /// <summary>Moves the due time of a row as it was read; where someone has changed or removed it meanwhile, that holds.</summary>
    public async Task MoveAsync(UnfinishedRow row, DateTimeOffset due, CancellationToken cancellationToken)
    {
        row.Due = due;
        try
        {
            await storage.UnfinishedTable.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.NotFound)
        {
            // Whoever was quicker knows more.
        }
    }

    public Task RemoveAsync(string job, int generation, CancellationToken cancellationToken) =>
        storage.UnfinishedTable.DeleteEntityAsync(UnfinishedRow.Shard(job), UnfinishedRow.Key(job, generation), ETag.All, cancellationToken);

    /// <summary>What is due in one shard.</summary>
    public AsyncPageable<UnfinishedRow> DueAsync(string shard, DateTimeOffset now, CancellationToken cancellationToken) =>
        storage.UnfinishedTable.QueryAsync<UnfinishedRow>(row => row.PartitionKey == shard && row.Due <= now, cancellationToken: cancellationToken);
}
