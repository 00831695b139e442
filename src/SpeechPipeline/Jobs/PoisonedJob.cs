using Microsoft.Extensions.Logging;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>
/// Looks after jobs whose message failed so often that the queue gave it up. That may be the fault of others (a host that dies
/// again and again takes healthy jobs along), so a job is put back: at once where it got on since the last time, else after a wait
/// that grows. One that never gets on fails, visibly, for it may be what kills the hosts.
/// </summary>
public sealed partial class PoisonedJob(JobStore store, JobEnding ending, WorkQueue<JobMessage> queue, TimeProvider time, ILogger<PoisonedJob> logger)
{
    /// <summary>Before each round of tries without progress: after these, some 30 tries over 80 minutes, the job has failed.</summary>
    static readonly RetrySchedule Waits = new(
        [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)]);

    public async Task HandleAsync(JobMessage message, CancellationToken cancellationToken)
    {
        var (row, now) = (await store.FindAsync(JobId.Parse(message.Job), cancellationToken), time.GetUtcNow());
        // A poison message can come twice, and the sweep may long have sent the job on its way.
        if (row is null || row.HasEnded || row.Run != message.Run || row.IsClaimed(now))
        {
            return;
        }

        row.PoisonedRounds = row.PoisonedAtProgress == row.ProgressMark ? row.PoisonedRounds + 1 : 1;
        if (Waits.DelayAfter(row.PoisonedRounds) is not { } wait)
        {
            (row.State, row.ErrorCode) = (JobStatus.Failed, "failed_repeatedly");
            row.ErrorMessage = "The job failed again and again without getting on. This is a fault of the pipeline or of its storage; retry continues from what exists.";
            await ending.TryEndAsync(row, cancellationToken);
            return;
        }

        // Whatever copies of the message are left elsewhere are of an older run from now on.
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
            (row.NextAttemptAt, row.StatusReason) = (now + wait, "The job failed again and again without getting on; it is tried once more later.");
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
        [LoggerMessage(LogLevel.Warning, "Job {Job}, run {Run}: came back as poison for the {Round}. time without progress and is tried once more after {Wait}")]
        public static partial void PutBack(ILogger logger, string job, int run, int round, TimeSpan wait);
    }
}
