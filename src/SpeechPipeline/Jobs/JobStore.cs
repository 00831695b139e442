using System.Net;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>The table <c>jobs</c>: one partition a job, so that an end and the webhook that it owes are one transaction.</summary>
public sealed class JobStore(PipelineStorage storage)
{
    public async Task<JobRow?> FindAsync(JobId id, CancellationToken cancellationToken)
    {
        var row = await storage.JobTable.GetEntityIfExistsAsync<JobRow>(id.ToString(), JobRow.Key, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    /// <summary>The job with its deliveries; null when there is no such job.</summary>
    public async Task<JobPartition?> FindAllAsync(JobId id, CancellationToken cancellationToken)
    {
        JobRow? job = null;
        var deliveries = new List<DeliveryRow>();
        var partition = id.ToString();
        await foreach (var entity in storage.JobTable.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellationToken))
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
    public async Task<IReadOnlyList<JobRow>> ListAsync(JobStatus? status, JobId? after, int limit, CancellationToken cancellationToken)
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

        var rows = new List<JobRow>();
        await foreach (var row in storage.JobTable.QueryAsync<JobRow>(filter, limit, cancellationToken: cancellationToken))
        {
            rows.Add(row);
            if (rows.Count == limit)
            {
                break;
            }
        }

        return rows;
    }

    /// <summary>Adds a job.</summary>
    /// <returns>False when there is a job of that id already.</returns>
    public Task<bool> TryCreateAsync(JobRow row, CancellationToken cancellationToken) => storage.JobTable.TryAddAsync(row, cancellationToken);

    /// <summary>
    /// Writes a changed row, and rows that belong to the change, in one transaction, if nobody has changed it since it was read.
    /// On success the row carries its new ETag.
    /// </summary>
    /// <returns>False when someone else was first; the row is then out of date.</returns>
    public Task<bool> TryWriteAsync(JobRow row, IReadOnlyCollection<ITableEntity> additions, CancellationToken cancellationToken) =>
        storage.JobTable.TryWriteAsync(row, additions, cancellationToken);

    /// <summary>A delivery of a job or batch; null when there is none of that id.</summary>
    public async Task<DeliveryRow?> FindDeliveryAsync(DeliveryMessage message, CancellationToken cancellationToken)
    {
        var row = await storage.TableOf(message.Job).GetEntityIfExistsAsync<DeliveryRow>(
            message.Job, DeliveryRow.Prefix + message.Event, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    /// <summary>Writes a changed delivery if nobody has changed it since it was read.</summary>
    /// <returns>False when someone else was first: whoever that was goes on.</returns>
    public async Task<bool> TryWriteAsync(DeliveryRow row, CancellationToken cancellationToken)
    {
        try
        {
            await storage.TableOf(row.PartitionKey).UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
    }
}
