using Microsoft.Extensions.Logging;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>The sweep's actions for a job: sends its message after a wait or a crash, and tells the observers of its end.</summary>
public sealed partial class JobSweep(
    JobStore store, WorkQueue<JobMessage> queue, Completion<JobRow> completion, DeliverySweep deliveries, ILogger<JobSweep> logger) : SweptWork
{
    public override string Kind => JobWork.Kind;

    public override async Task<Look> LookAtAsync(UnfinishedRow row, SweepRound round, CancellationToken cancellationToken)
    {
        var found = await store.FindAllAsync(JobId.Parse(row.Job), cancellationToken);
        return found is null || found.Job.Generation < row.Generation ? LookAtUnaccepted(row, round)
            : found.Job.Generation == row.Generation && !found.Job.HasEnded ? await LookAtRunningAsync(found.Job, round, cancellationToken)
            : await LookAtEndAsync(row, found, round, cancellationToken);
    }

    async Task<Look> LookAtRunningAsync(JobRow job, SweepRound round, CancellationToken cancellationToken)
    {
        var now = round.Now;
        var isOwed = job.NextAttemptAt is { } next ? next <= now : !job.IsClaimed(now) && await round.IsPastAsync(queue.Queue, job.SentAt, cancellationToken);
        if (isOwed)
        {
            // The wait is over; or the message was never sent or its runner is gone, and no message can be left in the queue.
            job.NextAttemptAt = null;
            job.SentAt = now;
            if (await store.TryWriteAsync(job, addition: null, cancellationToken))
            {
                await queue.SendAsync(JobMessage.For(job), delay: null, cancellationToken);
                Log.Sent(logger, job.PartitionKey, job.Run);
            }
        }

        return Look.Again(job.NextAttemptAt);
    }

    /// <summary>The generation has ended: observers may still have to be told, and the webhook may still be owed.</summary>
    async Task<Look> LookAtEndAsync(UnfinishedRow row, JobPartition found, SweepRound round, CancellationToken cancellationToken)
    {
        if (found.Job.HasEnded && found.Job.Generation == row.Generation)
        {
            await completion.TellAsync(found.Job, cancellationToken);
        }

        return await deliveries.LookAtEndAsync(found.Deliveries, row.Generation, round, cancellationToken);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job}: message of run {Run} sent by the sweep")]
        public static partial void Sent(ILogger logger, string job, int run);
    }
}
