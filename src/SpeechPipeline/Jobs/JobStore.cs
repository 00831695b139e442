using Azure.Data.Tables;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>The table <c>jobs</c>: one partition a job, so that an end and the webhook that it owes are one transaction.</summary>
public sealed class JobStore(PipelineStorage storage) : WorkStore<JobRow>(storage.JobTable, JobRow.Key)
{
    /// <returns>Null when there is no such job.</returns>
    public Task<JobRow?> FindAsync(JobId id, CancellationToken cancellationToken) => FindAsync(id.ToString(), cancellationToken);

    /// <summary>The job with its deliveries; null when there is no such job.</summary>
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
    /// <param name="status">Only jobs of that status; null: all.</param>
    /// <param name="after">The last id of the page before; null: from the newest.</param>
    /// <param name="limit">At most so many.</param>
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

/// <summary>All that the table holds of one job, read at once.</summary>
public sealed record JobPartition(JobRow Job, IReadOnlyList<DeliveryRow> Deliveries);
