using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
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
    LiveIndex live,
    Outbox outbox,
    JobEnding ending,
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<JobSweep> logger)
{
    /// <summary>A live row without a job this old belongs to a submission that was never accepted.</summary>
    static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backlog = new QueueBacklog(storage.SpeechJobs);
        await Parallel.ForEachAsync(LiveRow.AllShards, cancellationToken, async (shard, token) =>
        {
            await foreach (var row in live.DueAsync(shard, time.GetUtcNow(), token))
            {
                await LookAsync(row, backlog, token);
            }
        });
    }

    async Task LookAsync(LiveRow row, QueueBacklog backlog, CancellationToken cancellationToken)
    {
        var found = await store.FindAllAsync(JobId.Parse(row.Job), cancellationToken);
        if (found is null)
        {
            await LookAtOrphanAsync(row, cancellationToken);
        }
        else if (row.Event is { } eventId)
        {
            await LookAtDeliveryAsync(row, found.Deliveries.SingleOrDefault(delivery => delivery.EventId == eventId), found, cancellationToken);
        }
        else
        {
            await LookAtJobAsync(row, found, backlog, cancellationToken);
        }
    }

    async Task LookAtJobAsync(LiveRow row, JobPartition found, QueueBacklog backlog, CancellationToken cancellationToken)
    {
        var (job, now) = (found.Job, time.GetUtcNow());
        if (job.HasEnded)
        {
            await ending.RestAsync(job, found.Outbox, cancellationToken);
            return;
        }

        if (found.Outbox.Count > 0)
        {
            Log.Owing(logger, row.Job, found.Outbox.Count);
            await outbox.SendAsync(found.Outbox, cancellationToken);
        }
        else if (job.NextAttemptAt is null ? !job.IsClaimed(now) && await backlog.IsPastAsync(job.SentAt, cancellationToken) : job.NextAttemptAt <= now)
        {
            // Its wait is over, or its runner is gone and no message of it can be left in the queue.
            job.NextAttemptAt = null;
            job.SentAt = now;
            var owed = OutboxRow.For(JobMessage.For(job));
            if (await store.TryWriteAsync(job, [owed], cancellationToken))
            {
                await outbox.SendAsync([owed], cancellationToken);
                Log.Sent(logger, row.Job, job.Run);
            }
        }

        var next = job.NextAttemptAt > now ? job.NextAttemptAt.Value : now + options.Value.SweepAfter;
        await live.SetAsync(LiveRow.ForJob(row.Job, next), cancellationToken);
    }

    async Task LookAtDeliveryAsync(LiveRow row, DeliveryRow? delivery, JobPartition found, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (delivery is null || delivery.State != DeliveryStatus.Pending)
        {
            // Written before the end of the job, which then did not come to be; or delivered.
            if (found.Job.HasEnded)
            {
                await live.RemoveAsync(row, cancellationToken);
            }
            else
            {
                await live.SetAsync(LiveRow.ForDelivery(row.Job, row.Event!, now + options.Value.SweepAfter), cancellationToken);
            }

            return;
        }

        if (delivery.Due <= now)
        {
            await outbox.SendLaterAsync(OutboxRow.For(DeliveryMessage.For(delivery)), TimeSpan.Zero, cancellationToken);
        }

        await live.SetAsync(LiveRow.ForDelivery(row.Job, row.Event!, delivery.Due > now ? delivery.Due : now + options.Value.SweepAfter), cancellationToken);
    }

    async Task LookAtOrphanAsync(LiveRow row, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - row.Due > Abandoned)
        {
            await live.RemoveAsync(row, cancellationToken);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job} owed {Count} messages; sent now")]
        public static partial void Owing(ILogger logger, string job, int count);

        [LoggerMessage(LogLevel.Information, "Job {Job}: message of run {Run} sent by the sweep")]
        public static partial void Sent(ILogger logger, string job, int run);
    }
}
