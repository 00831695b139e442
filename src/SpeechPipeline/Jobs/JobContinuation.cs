using Microsoft.Extensions.Logging;
using SpeechPipeline.Durability;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Jobs;

/// <summary>Continues a job in another invocation: at once, or after a wait.</summary>
public sealed partial class JobContinuation(
    JobStore store, UnfinishedIndex unfinished, WorkQueue<JobMessage> queue, TimeProvider time, ILogger<JobContinuation> logger)
{
    /// <summary>The time budget is spent: the next invocation continues where this one stops.</summary>
    public async Task ContinueAsync(Claim<JobRow> claim)
    {
        if (!await claim.SettleAsync())
        {
            return;
        }

        var row = claim.Row.Copy();
        row.Run++;
        row.SentAt = time.GetUtcNow();
        row.ReleaseClaim();
        if (await store.TryWriteAsync(row, addition: null, claim.Lost))
        {
            Log.Continued(logger, row.PartitionKey, row.Run, row.SegmentsDone, row.SegmentsTotal);
            await queue.SendAsync(JobMessage.For(row), delay: null, CancellationToken.None);
        }
    }

    /// <summary>The job cannot advance now: it waits until a due time, when the sweep sends its message.</summary>
    /// <param name="claim">The hold on the job.</param>
    /// <param name="wait">The reason, and the endpoint's hint if it gave one.</param>
    /// <param name="deadline">The wait ends at the latest then.</param>
    public async Task WaitAsync(Claim<JobRow> claim, SegmentOutcome.Wait wait, DateTimeOffset deadline)
    {
        if (!await claim.SettleAsync())
        {
            return;
        }

        var row = claim.Row.Copy();
        var own = time.GetUtcNow() + JobWork.Waits.DelayAfter(row.Waits + 1)!.Value;
        var due = wait.Until > own ? wait.Until.Value : own;
        due = due < deadline ? due : deadline;
        row.Run++;
        row.Waits++;
        (row.Cause, row.StatusReason) = (wait.Cause, wait.Reason);
        row.NextAttemptAt = due;
        row.ReleaseClaim();
        if (await store.TryWriteAsync(row, addition: null, claim.Lost))
        {
            Log.Waits(logger, row.PartitionKey, due);
            await unfinished.SetAsync(UnfinishedRow.For(row, due), CancellationToken.None);
        }
    }

    /// <summary>Another runner holds the job: the message becomes visible again when that claim would have expired.</summary>
    public async Task PutOffAsync(JobRow row, CancellationToken cancellationToken)
    {
        var delay = row.ClaimUntil!.Value - time.GetUtcNow() + TimeSpan.FromSeconds(1);
        await queue.SendAsync(JobMessage.For(row), delay, cancellationToken);
        Log.PutOff(logger, row.PartitionKey, row.Run, delay);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job} continues as run {Run}: {Done} of {Total} segments")]
        public static partial void Continued(ILogger logger, string job, int run, int done, int total);

        [LoggerMessage(LogLevel.Information, "Job {Job} waits until {Due}")]
        public static partial void Waits(ILogger logger, string job, DateTimeOffset due);

        [LoggerMessage(LogLevel.Information, "Job {Job}, run {Run}: held by another runner, postponed by {Delay}")]
        public static partial void PutOff(ILogger logger, string job, int run, TimeSpan delay);
    }
}
