using System.Net;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>The table <c>live</c>: all that a sweep ever reads.</summary>
public sealed class LiveIndex(PipelineStorage storage)
{
    public Task SetAsync(LiveRow row, CancellationToken cancellationToken) =>
        storage.LiveTable.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);

    /// <summary>Moves the due time of a row as it was read; where someone has changed or removed it meanwhile, that holds.</summary>
    public async Task MoveAsync(LiveRow row, DateTimeOffset due, CancellationToken cancellationToken)
    {
        row.Due = due;
        try
        {
            await storage.LiveTable.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.NotFound)
        {
            // Whoever was quicker knows more.
        }
    }

    public Task RemoveAsync(string job, int generation, CancellationToken cancellationToken) =>
        storage.LiveTable.DeleteEntityAsync(LiveRow.Shard(job), LiveRow.Key(job, generation), ETag.All, cancellationToken);

    /// <summary>What is due in one shard.</summary>
    public AsyncPageable<LiveRow> DueAsync(string shard, DateTimeOffset now, CancellationToken cancellationToken) =>
        storage.LiveTable.QueryAsync<LiveRow>(row => row.PartitionKey == shard && row.Due <= now, cancellationToken: cancellationToken);
}
