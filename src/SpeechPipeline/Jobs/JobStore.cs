using System.Net;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>The table <c>jobs</c>: one partition per job, so that an end and its owed webhook are one transaction.</summary>
public sealed class JobStore(PipelineStorage storage) : WorkStore<JobRow>(storage.JobTable, JobRow.Key)
{
    /// <returns>Null if the job does not exist.</returns>
    public Task<JobRow?> FindAsync(JobId id, CancellationToken cancellationToken) => FindAsync(id.ToString(), cancellationToken);

    /// <summary>The job with its deliveries; null if it does not exist.</summary>
    public async Task<JobPartition?> FindAllAsync(JobId id, CancellationToken cancellationToken)
    {
        JobRow? job = null;
        var deliveries = new List<DeliveryRow>();
        var partition = id.ToString();
        await foreach (var entity in Table.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellationToken))
        {
            if (entity.RowKey == JobRow.Key)
            {
                job = entity.As<JobRow>();
            }
            else if (entity.RowKey.StartsWith(DeliveryRow.Prefix, StringComparison.Ordinal))
            {
                deliveries.Add(entity.As<DeliveryRow>());
            }
        }

        return job is null ? null : new JobPartition(job, deliveries);
    }

    /// <summary>The job or, if it is deleted, its tombstone; null if neither exists.</summary>
    public Task<JobRow?> FindEvenDeletedAsync(JobId id, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.ToString()} and (RowKey eq {JobRow.Key} or RowKey eq {JobRow.TombstoneKey})");
        return Table.QueryAsync<JobRow>(filter, cancellationToken: cancellationToken).FirstOrDefaultAsync(cancellationToken).AsTask();
    }

    /// <returns>Null if the job is not deleted, or its tombstone is gone.</returns>
    public Task<JobRow?> FindTombstoneAsync(JobId id, CancellationToken cancellationToken) =>
        Table.FindAsync<JobRow>(id.ToString(), JobRow.TombstoneKey, cancellationToken);

    /// <summary>Replaces a job by its tombstone, in one transaction, if nobody has changed the job since it was read.</summary>
    /// <returns>False if someone has changed or deleted it.</returns>
    public async Task<bool> TryBuryAsync(JobRow row, JobRow tombstone, CancellationToken cancellationToken)
    {
        try
        {
            await Table.SubmitTransactionAsync(
            [
                new TableTransactionAction(TableTransactionActionType.Delete, row, row.ETag),
                new TableTransactionAction(TableTransactionActionType.UpsertReplace, tombstone),
            ], cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>Removes the job's own data from its tombstone.</summary>
    public Task ClearAsync(JobRow tombstone, DateTimeOffset now, CancellationToken cancellationToken) =>
        Table.UpsertEntityAsync(tombstone.Cleared(now), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Removes a tombstone.</summary>
    public Task RemoveAsync(JobRow tombstone, CancellationToken cancellationToken) => Table.DeleteEntityAsync(tombstone, ETag.All, cancellationToken);

    /// <summary>One page of jobs, newest first.</summary>
    /// <param name="status">Only jobs with that status; null: all.</param>
    /// <param name="after">The last id of the previous page; null: from the newest.</param>
    /// <param name="limit">The most jobs to return.</param>
    public Task<IReadOnlyList<JobRow>> ListAsync(JobStatus? status, JobId? after, int limit, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey eq {JobRow.Key}");
        if (after is { } last)
        {
            filter += " and " + TableClient.CreateQueryFilter($"PartitionKey gt {last.ToString()}");
        }

        if (status is { } wanted)
        {
            filter += " and " + TableClient.CreateQueryFilter($"Status eq {wanted.ToString()}");
        }

        return Table.PageAsync<JobRow>(filter, limit, cancellationToken);
    }
}

/// <summary>The job's row and its deliveries, from one query.</summary>
public sealed record JobPartition(JobRow Job, IReadOnlyList<DeliveryRow> Deliveries);
