using Microsoft.Extensions.Logging;
using SpeechPipeline.Durability;
using SpeechPipeline.Segments;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>
/// Handles jobs whose message became poison. That may not be the job's fault (a host that crashes
/// repeatedly affects healthy jobs too), so the job is sent again: at once if it made progress since the last time, else after a growing
/// wait. A job that never makes progress fails, because it may be what crashes the hosts.
/// </summary>
public sealed partial class PoisonedJob(JobStore store, JobEnding ending, WorkQueue<JobMessage> queue, TimeProvider time, ILogger<PoisonedJob> logger)
{
    /// <summary>The waits before each round of tries without progress; after these, some 30 tries over 80 minutes, the job fails.</summary>
    static readonly RetrySchedule Waits = new(
        [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)]);

    public async Task HandleAsync(JobMessage message, CancellationToken cancellationToken)
    {
        var (row, now) = (await store.FindAsync(JobId.Parse(message.Job), cancellationToken), time.GetUtcNow());
        // A poison message can come twice, and the sweep may already have sent a new message.
        if (row is null || row.HasEnded || row.Run != message.Run || row.IsClaimed(now))
        {
            return;
        }

        row.PoisonedRounds = row.PoisonedAtProgress == row.ProgressMark ? row.PoisonedRounds + 1 : 1;
        if (Waits.DelayAfter(row.PoisonedRounds) is not { } wait)
        {
            (row.State, row.ErrorCode) = (JobStatus.Failed, "failed_repeatedly");
            row.ErrorMessage = "The job failed repeatedly without progress. This is a fault of the pipeline or of its storage; see the log, then retry the job. Stored speech is kept.";
            await ending.TryEndAsync(row, cancellationToken);
            return;
        }

        // From now on, other copies of the message have an older run and no effect.
        row.Run++;
        row.PoisonedAtProgress = row.ProgressMark;
        await PutBackAsync(row, wait, now, cancellationToken);
    }

    async Task PutBackAsync(JobRow row, TimeSpan wait, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (wait == TimeSpan.Zero)
        {
            row.SentAt = now;
        }
        else
        {
            (row.NextAttemptAt, row.Cause, row.StatusReason) = (now + wait, WaitCause.FailedRepeatedly, "The job failed repeatedly without progress; it is tried again later.");
        }

        if (!await store.TryWriteAsync(row, addition: null, cancellationToken))
        {
            return;
        }

        Log.PutBack(logger, row.PartitionKey, row.Run, row.PoisonedRounds, wait);
        if (wait == TimeSpan.Zero)
        {
            await queue.SendAsync(JobMessage.For(row), delay: null, CancellationToken.None);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job}, run {Run}: came back as poison without progress, round {Round}; it is tried again after {Wait}")]
        public static partial void PutBack(ILogger logger, string job, int run, int round, TimeSpan wait);
    }
}
