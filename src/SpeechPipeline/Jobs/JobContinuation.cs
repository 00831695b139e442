using Microsoft.Extensions.Logging;
using SpeechPipeline.Durability;
using SpeechPipeline.Segments;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>Passes a job from one invocation to the next: at once, or when a wait is over.</summary>
public sealed partial class JobContinuation(JobStore store, UnfinishedIndex live, Outbox outbox, TimeProvider time, ILogger<JobContinuation> logger)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>The budget is spent: the next invocation begins where this one stops.</summary>
    public async Task ContinueAsync(JobClaim claim)
    {
        if (!await claim.SettleAsync())
        {
            return;
        }

        var row = claim.Row.Copy();
        row.Run++;
        row.SentAt = time.GetUtcNow();
        row.ReleaseClaim();
        if (await store.TryWriteAsync(row, [], claim.Lost))
        {
            Log.Continued(logger, row.PartitionKey, row.Run, row.SegmentsDone, row.SegmentsTotal);
            await outbox.PostAsync(JobMessage.For(row), TimeSpan.Zero, CancellationToken.None);
        }
    }

    /// <summary>Nothing can be had now: the job rests until a due time, which the sweep keeps.</summary>
    /// <param name="claim">The hold on the job.</param>
    /// <param name="wait">Why, and the endpoint's hint where it gave one.</param>
    /// <param name="deadline">The wait does not outlast it.</param>
    public async Task WaitAsync(JobClaim claim, SegmentOutcome.Wait wait, DateTimeOffset deadline)
    {
        if (!await claim.SettleAsync())
        {
            return;
        }

        var row = claim.Row.Copy();
        var own = time.GetUtcNow() + Spread(TimeSpan.FromMinutes(Math.Min(LongestWait.TotalMinutes, Math.Pow(2, row.Waits) / 2)));
        var due = wait.Until > own ? wait.Until.Value : own;
        due = due < deadline ? due : deadline;
        row.Run++;
        row.Waits++;
        row.StatusReason = wait.Reason;
        row.NextAttemptAt = due;
        row.ReleaseClaim();
        if (await store.TryWriteAsync(row, [], claim.Lost))
        {
            Log.Waits(logger, row.PartitionKey, due);
            await live.SetAsync(UnfinishedRow.For(row, due), CancellationToken.None);
        }
    }

    /// <summary>
    /// This invocation ends without an outcome: whoever gets the message next need not wait for the claim to run out. Without
    /// this, a fault that returns each time would be put off for ever and never counted by the queue.
    /// </summary>
    public async Task LetGoAsync(JobClaim claim)
    {
        await claim.SettleAsync();
        claim.Row.ReleaseClaim();
        try
        {
            await store.TryWriteAsync(claim.Row, [], CancellationToken.None);
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
            // Then the claim runs out by itself.
            Log.NotLetGo(logger, e, claim.Row.PartitionKey);
        }
    }

    /// <summary>Another runner holds the job: its message comes again once that claim would have run out.</summary>
    public async Task PutOffAsync(JobRow row, CancellationToken cancellationToken)
    {
        var delay = row.ClaimUntil!.Value - time.GetUtcNow() + TimeSpan.FromSeconds(1);
        await outbox.PostAsync(JobMessage.For(row), delay, cancellationToken);
        Log.PutOff(logger, row.PartitionKey, row.Run, delay);
    }

    static TimeSpan Spread(TimeSpan wait) => wait * (0.9 + (0.2 * Random.Shared.NextDouble()));

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job} handed on as run {Run}: {Done} of {Total} segments")]
        public static partial void Continued(ILogger logger, string job, int run, int done, int total);

        [LoggerMessage(LogLevel.Warning, "Job {Job}: its claim could not be given back")]
        public static partial void NotLetGo(ILogger logger, Exception exception, string job);

        [LoggerMessage(LogLevel.Information, "Job {Job} waits until {Due}")]
        public static partial void Waits(ILogger logger, string job, DateTimeOffset due);

        [LoggerMessage(LogLevel.Information, "Job {Job}, run {Run}: held by another runner, put off by {Delay}")]
        public static partial void PutOff(ILogger logger, string job, int run, TimeSpan delay);
    }
}
