using Microsoft.Extensions.Logging;

namespace SpeechPipeline.Jobs;

/// <summary>
/// Looks after jobs whose message failed so often that the queue gave it up. That may be the fault of others (a host that died
/// under many jobs at once), so a job that has got on since the last time is put back; one that has not fails, visibly.
/// </summary>
public sealed partial class JobRescue(JobStore store, JobEnding ending, Outbox outbox, TimeProvider time, ILogger<JobRescue> logger)
{
    public async Task RescueAsync(JobMessage message, CancellationToken cancellationToken)
    {
        var row = await store.FindAsync(JobId.Parse(message.Job), cancellationToken);
        // A poison message can come twice, and the sweep may long have sent the job on its way.
        if (row is null || row.HasEnded || row.Run != message.Run || row.IsClaimed(time.GetUtcNow()))
        {
            return;
        }

        if (row.PoisonedAtProgress == row.ProgressMark)
        {
            (row.State, row.ErrorCode) = (JobStatus.Failed, "failed_repeatedly");
            row.ErrorMessage = "The job failed again and again without getting on. This is a fault of the pipeline or of its storage; retry continues from what exists.";
            await ending.TryEndAsync(row, cancellationToken);
            return;
        }

        row.PoisonedAtProgress = row.ProgressMark;
        row.SentAt = time.GetUtcNow();
        var owed = OutboxRow.For(JobMessage.For(row));
        if (await store.TryWriteAsync(row, [owed], cancellationToken))
        {
            Log.PutBack(logger, row.PartitionKey, row.Run);
            await outbox.SendAsync([owed], CancellationToken.None);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job}, run {Run}: came back as poison and is tried once more")]
        public static partial void PutBack(ILogger logger, string job, int run);
    }
}
