using System.Net;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Durability;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>The table <c>jobs</c>: one partition per job, so that an end and its owed webhook are one transaction.</summary>
public sealed class JobStore(PipelineStorage storage) : WorkStore<JobRow>(storage.JobTable, JobRow.Key)
{
    /// <summary>The most jobs that one search for words reads: some hundred milliseconds.</summary>
    public const int MostSearched = 5_000;

    static readonly string[] CostColumns =
    [
        nameof(JobRow.PartitionKey), nameof(JobRow.RowKey), nameof(JobRow.CreatedAt), nameof(JobRow.Status), nameof(JobRow.Model), nameof(JobRow.Show), nameof(JobRow.Characters),
        nameof(JobRow.CharactersSent), nameof(JobRow.CharactersCached), nameof(JobRow.UsdPerMillionCharacters),
    ];

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

    /// <summary>One page of jobs, newest first. A search for words reads at most <see cref="MostSearched"/> jobs: then its page may be short, and the next one goes on.</summary>
    /// <param name="search">Which jobs.</param>
    /// <param name="after">The last id of the previous page; null: from the newest.</param>
    /// <param name="limit">The most jobs to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<JobPage> ListAsync(JobSearch search, JobId? after, int limit, CancellationToken cancellationToken)
    {
        var (found, last, read) = (new List<JobRow>(), default(JobId?), 0);
        // One more than requested shows whether there is a next page.
        await foreach (var row in Table.QueryAsync<JobRow>(search.Filter(after), search.Words is null ? limit + 1 : null, cancellationToken: cancellationToken))
        {
            if (search.Words is null || search.Matches(row))
            {
                if (found.Count == limit)
                {
                    return new JobPage(found, last);
                }

                found.Add(row);
            }

            last = row.Id;
            if (++read == MostSearched)
            {
                return new JobPage(found, last);
            }
        }

        return new JobPage(found, null);
    }

    /// <summary>What the jobs since a time have cost, read without their other columns.</summary>
    /// <param name="since">The time of the oldest job.</param>
    /// <param name="after">The last id of the previous page; null: from the newest.</param>
    /// <param name="limit">The most jobs to read.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<IReadOnlyList<JobRow>> CostsAsync(DateTimeOffset since, JobId? after, int limit, CancellationToken cancellationToken)
    {
        // Ids sort newest first, so the oldest one is the last.
        var filter = new JobSearch().Filter(after) + " and " + TableClient.CreateQueryFilter($"PartitionKey lt {JobId.From(since.AddMilliseconds(-1), new byte[10]).ToString()}");
        return Table.PageAsync<JobRow>(filter, limit, cancellationToken, CostColumns);
    }
}

/// <summary>Which jobs to list.</summary>
/// <param name="Status">Only jobs with that status; null: all.</param>
/// <param name="Show">Only jobs of that show.</param>
/// <param name="Words">Only jobs with this text in their title, id, drop path or a label; in any case of letters.</param>
public sealed record JobSearch(JobStatus? Status = null, ShowName? Show = null, string? Words = null)
{
    internal string Filter(JobId? after)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey eq {JobRow.Key}");
        if (after is { } last)
        {
            filter += " and " + TableClient.CreateQueryFilter($"PartitionKey gt {last.ToString()}");
        }

        if (Status is { } status)
        {
            filter += " and " + TableClient.CreateQueryFilter($"Status eq {status.ToString()}");
        }

        if (Show is { } show)
        {
            filter += " and " + TableClient.CreateQueryFilter($"Show eq {show.ToString()}");
        }

        return filter;
    }

    internal bool Matches(JobRow row) => Has(row.Title) || Has(row.PartitionKey) || Has(row.Drop) || Has(row.Metadata);

    bool Has(string? text) => text?.Contains(Words!, StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>A page of jobs.</summary>
/// <param name="Jobs">The jobs, newest first.</param>
/// <param name="Next">The id after which the next page begins; null: this is the last.</param>
public sealed record JobPage(IReadOnlyList<JobRow> Jobs, JobId? Next);

/// <summary>The job's row and its deliveries, from one query.</summary>
public sealed record JobPartition(JobRow Job, IReadOnlyList<DeliveryRow> Deliveries);
