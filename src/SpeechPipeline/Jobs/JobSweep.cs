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
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<JobSweep> logger)
{
    /// <summary>A live row this old whose job or generation is not there belongs to a submission or a retry that was never accepted.</summary>
    static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (jobs, deliveries) = (new QueueBacklog(storage.SpeechJobs), new QueueBacklog(storage.WebhookDeliveries));
        await Parallel.ForEachAsync(LiveRow.AllShards, cancellationToken, async (shard, token) =>
        {
            await foreach (var row in live.DueAsync(shard, time.GetUtcNow(), token))
            {
                var found = await store.FindAllAsync(JobId.Parse(row.Job), token);
                if (found is null || found.Job.Generation < row.Generation)
                {
                    await LookAtUnacceptedAsync(row, token);
                }
                else if (found.Job.Generation == row.Generation && !found.Job.HasEnded)
                {
                    await LookAtJobAsync(row, found, jobs, token);
                }
                else
                {
                    await LookAtDeliveriesAsync(row, found, deliveries, token);
                }
            }
        });
    }

    async Task LookAtJobAsync(LiveRow row, JobPartition found, QueueBacklog backlog, CancellationToken cancellationToken)
    {
        var (job, now) = (found.Job, time.GetUtcNow());
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

        await LookAgainAsync(row, job.NextAttemptAt, cancellationToken);
    }

    /// <summary>The generation has ended: what is left of it is the webhook that it owes.</summary>
    async Task LookAtDeliveriesAsync(LiveRow row, JobPartition found, QueueBacklog backlog, CancellationToken cancellationToken)
    {
        if (found.Deliveries.FirstOrDefault(owed => owed.Generation == row.Generation && owed.State == DeliveryStatus.Pending) is not { } delivery)
        {
            await outbox.StrikeOffAsync(found.Job.HasEnded ? found.Outbox : [], cancellationToken);
            await live.RemoveAsync(row.Job, row.Generation, cancellationToken);
            return;
        }

        var now = time.GetUtcNow();
        if (delivery.Due <= now && await backlog.IsPastAsync(delivery.SentAt, cancellationToken))
        {
            delivery.SentAt = now;
            if (await store.TryWriteAsync(delivery, cancellationToken))
            {
                await outbox.PostAsync(DeliveryMessage.For(delivery), TimeSpan.Zero, cancellationToken);
            }
        }

        await LookAgainAsync(row, delivery.Due, cancellationToken);
    }

    async Task LookAtUnacceptedAsync(LiveRow row, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - row.Due > Abandoned)
        {
            await live.RemoveAsync(row.Job, row.Generation, cancellationToken);
        }
    }

    Task LookAgainAsync(LiveRow row, DateTimeOffset? due, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return live.MoveAsync(row, due > now ? due.Value : now + options.Value.SweepAfter, cancellationToken);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job} owed {Count} messages; sent now")]
        public static partial void Owing(ILogger logger, string job, int count);

        [LoggerMessage(LogLevel.Information, "Job {Job}: message of run {Run} sent by the sweep")]
        public static partial void Sent(ILogger logger, string job, int run);
    }
}
