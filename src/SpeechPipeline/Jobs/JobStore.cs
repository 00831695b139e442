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
