using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>
/// Sends what is due and what a crash left owing. It reads the live table only, so that its cost follows what is unfinished.
/// Every step may be repeated, and two sweeps at once do no harm.
/// </summary>
public sealed partial class JobSweep(
    PipelineStorage storage,
    JobStore store,
    UnfinishedIndex live,
    Outbox outbox,
    JobReports reports,
    DeliverySweep webhooks,
    BatchSweep batches,
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<JobSweep> logger)
{
    /// <summary>A live row this old whose job or generation is not there belongs to a submission or a retry that was never accepted.</summary>
    static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (jobs, deliveries) = (new QueueBacklog(storage.SpeechJobs), new QueueBacklog(storage.WebhookDeliveries));
        var batchQueue = new QueueBacklog(storage.SpeechBatches);
        await Parallel.ForEachAsync(UnfinishedRow.AllShards, cancellationToken, async (shard, token) =>
        {
            await foreach (var row in live.DueAsync(shard, time.GetUtcNow(), token))
            {
                try
                {
                    await (BatchId.TryParse(row.Job, out _)
                        ? LookAtBatchAsync(row, batchQueue, deliveries, token)
                        : LookAtAsync(row, jobs, deliveries, token));
                }
                catch (Exception e) when (!token.IsCancellationRequested)
                {
                    // The others' turn must not depend on this one. Its row is due until it can be looked at.
                    Log.NotLookedAt(logger, e, row.Job);
                }
            }
        });
    }

    async Task LookAtAsync(UnfinishedRow row, QueueBacklog jobs, QueueBacklog deliveries, CancellationToken cancellationToken)
    {
        var found = await store.FindAllAsync(JobId.Parse(row.Job), cancellationToken);
        if (found is null || found.Job.Generation < row.Generation)
        {
            await LookAtUnacceptedAsync(row, cancellationToken);
        }
        else if (found.Job.Generation == row.Generation && !found.Job.HasEnded)
        {
            await LookAtJobAsync(row, found.Job, jobs, cancellationToken);
        }
        else
        {
            await LookAtEndAsync(row, found, deliveries, cancellationToken);
        }
    }

    async Task LookAtBatchAsync(UnfinishedRow row, QueueBacklog backlog, QueueBacklog deliveries, CancellationToken cancellationToken)
    {
        if (await batches.LookAtAsync(row, backlog, deliveries, cancellationToken) is { } due)
        {
            await LookAgainAsync(row, due, cancellationToken);
        }
        else
        {
            await live.RemoveAsync(row.Job, row.Generation, cancellationToken);
        }
    }

    async Task LookAtJobAsync(UnfinishedRow row, JobRow job, QueueBacklog backlog, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (job.NextAttemptAt is null ? !job.IsClaimed(now) && await backlog.IsPastAsync(job.SentAt, cancellationToken) : job.NextAttemptAt <= now)
        {
            // Its wait is over; or its message was never sent or its runner is gone, and none can be left in the queue.
            job.NextAttemptAt = null;
            job.SentAt = now;
            if (await store.TryWriteAsync(job, [], cancellationToken))
            {
                await outbox.PostAsync(JobMessage.For(job), TimeSpan.Zero, cancellationToken);
                Log.Sent(logger, row.Job, job.Run);
            }
        }

        await LookAgainAsync(row, job.NextAttemptAt, cancellationToken);
    }

    /// <summary>The generation has ended: what is left of it are the reports and the webhook that it owes.</summary>
    async Task LookAtEndAsync(UnfinishedRow row, JobPartition found, QueueBacklog backlog, CancellationToken cancellationToken)
    {
        if (found.Job.HasEnded && found.Job.Generation == row.Generation)
        {
            await reports.ReportAsync(found.Job, cancellationToken);
        }

        if (await webhooks.LookAtAsync(found.Deliveries, row.Generation, backlog, cancellationToken) is { } due)
        {
            await LookAgainAsync(row, due, cancellationToken);
            return;
        }

        await live.RemoveAsync(row.Job, row.Generation, cancellationToken);
    }

    async Task LookAtUnacceptedAsync(UnfinishedRow row, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - row.Due > Abandoned)
        {
            await live.RemoveAsync(row.Job, row.Generation, cancellationToken);
        }
    }

    Task LookAgainAsync(UnfinishedRow row, DateTimeOffset? due, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return live.MoveAsync(row, due > now ? due.Value : now + options.Value.SweepAfter, cancellationToken);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Job {Job}: the sweep could not see to it and will try again")]
        public static partial void NotLookedAt(ILogger logger, Exception exception, string job);

        [LoggerMessage(LogLevel.Information, "Job {Job}: message of run {Run} sent by the sweep")]
        public static partial void Sent(ILogger logger, string job, int run);
    }
}
