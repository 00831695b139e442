using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Planning;
using SpeechPipeline.Publishing;
using SpeechPipeline.Segments;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>
/// Works on one job for one invocation: claim, plan, speak the segments, publish, end. If the time budget is spent or
/// the job cannot advance now, another invocation continues.
/// </summary>
public sealed partial class JobRunner(
    JobStore store,
    JobPlanner planner,
    SegmentSynthesizer synthesizer,
    EpisodePublisher publisher,
    JobEnding ending,
    JobContinuation continuation,
    JobEvents events,
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<JobRunner> logger)
{
    const string DeadlineExceeded = "deadline_exceeded";

    readonly JobOptions _options = options.Value;

    /// <exception cref="OperationCanceledException">The host is stopping; the message will come again.</exception>
    public async Task RunAsync(JobMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (await store.FindAsync(JobId.Parse(message.Job), cancellationToken) is not { HasEnded: false } row || row.Run != message.Run)
        {
            // The message is a repeat: its run is over, or the job has ended.
            Log.WithoutEffect(logger, message.Job, message.Run);
            return;
        }

        if (row.IsClaimed(time.GetUtcNow()))
        {
            await continuation.PutOffAsync(row, cancellationToken);
            return;
        }

        if (row.ExpiresAt <= time.GetUtcNow())
        {
            (row.State, row.ErrorCode, row.ErrorMessage) = (JobStatus.Failed, DeadlineExceeded, "The job's expires_after has passed.");
            await ending.TryEndAsync(row, cancellationToken);
            return;
        }

        Begin(row);
        await using var claim = await store.TryClaimAsync(row, _options.ClaimDuration, time, logger, cancellationToken);
        if (claim is null)
        {
            return;
        }

        // The invocation writes its result to a copy of the row, so that a claim that is released after a fault does not store it.
        claim.KeepRenewing(_options.ProgressInterval, row => row.Copy());

        try
        {
            await WorkAsync(claim);
        }
        catch (OperationCanceledException) when (claim.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Log.Lost(logger, message.Job);
        }
        catch (Exception e)
        {
            // The host is stopping, or storage or our code is at fault: the message will come again, and must not meet our claim.
            if (!cancellationToken.IsCancellationRequested && StorageFault.Detail(e) is { } detail)
            {
                claim.Note(row => (row.Cause, row.StatusReason) = (WaitCause.StorageUnavailable, $"Storage fails: {detail} The job continues when storage works again."));
            }

            await claim.LetGoAsync(withNotes: true);
            throw;
        }
    }

    void Begin(JobRow row)
    {
        var now = time.GetUtcNow();
        row.State = JobStatus.Running;
        (row.Cause, row.StatusReason) = (null, null);
        row.NextAttemptAt = null;
        row.StartedAt ??= now;
        row.ProgressedAt ??= now;
    }

    async Task WorkAsync(Claim<JobRow> claim)
    {
        var until = time.GetUtcNow() + _options.InvocationBudget;
        switch (await planner.PlanAsync(claim.Row.Id, isPlanned: claim.Row.SegmentsTotal > 0, claim.Lost))
        {
            case PlanOutcome.Ready ready:
                await SpeakAsync(claim, ready.Plan, until);
                break;
            case PlanOutcome.Wait wait:
                await WaitAsync(claim, wait.Reason);
                break;
            case PlanOutcome.Impossible impossible:
                await FailAsync(claim, impossible.Code, impossible.Message, segment: null);
                break;
        }
    }

    async Task SpeakAsync(Claim<JobRow> claim, JobPlan plan, DateTimeOffset until)
    {
        claim.Note(row =>
        {
            (row.SegmentsTotal, row.ChaptersTotal, row.Characters) = (plan.Segments.Count, plan.SpokenChapters, plan.Characters);
            (row.Title, row.Language, row.LanguageDetected) = (plan.Request.Source.Title, plan.Request.SpokenLanguage, plan.Request.Voice.LanguageDetected);
        });
        await events.StartedAsync(claim.Row.Copy(), claim.Lost);

        var (progress, told) = (new SpeakingProgress(plan, claim), events.ProgressOf(claim));
        do
        {
            await SpeakMissingAsync(claim, progress, told, plan, until);
        }
        while (progress.IsComplete && progress.SetOutliersAside());

        if (progress.Impossible is { } impossible)
        {
            await FailAsync(claim, impossible.Code, impossible.Message, progress.ImpossibleSegment);
        }
        else if (progress.Wait is { } wait)
        {
            await WaitAsync(claim, wait);
        }
        else if (!progress.IsComplete)
        {
            await continuation.ContinueAsync(claim);
        }
        else
        {
            await CompleteAsync(claim, progress.Plan, progress.Stored, until);
        }
    }

    Task SpeakMissingAsync(
        Claim<JobRow> claim, SpeakingProgress progress, JobEvents.ProgressEvents told, JobPlan plan, DateTimeOffset until) => Parallel.ForEachAsync(
        progress.Missing,
        new ParallelOptions { MaxDegreeOfParallelism = _options.SegmentConcurrency, CancellationToken = claim.Lost },
        async (segment, _) =>
        {
            // Not the loop's token: if one segment throws, the others in work are paid for and must still be stored.
            if (progress.GoesOn && time.GetUtcNow() < until)
            {
                var request = planner.Speech(plan.Request, segment.Text, segment.Speaker);
                progress.Add(
                    segment, await synthesizer.SpeakAsync(claim.Row.PartitionKey, segment, request, progress.Pace, until, claim.Lost), time.GetUtcNow());
                await told.SpokenAsync(claim.Lost);
            }
        });

    async Task CompleteAsync(Claim<JobRow> claim, JobPlan plan, IReadOnlyList<StoredSegment> stored, DateTimeOffset until)
    {
        claim.Note(row => row.Mastered ??= 0);
        if (await publisher.PublishAsync(
            claim.Row.Files, claim.Row.BatchItem + 1, plan, stored, until, share => claim.Note(row => row.Mastered = share), claim.Lost) is not { } episode)
        {
            await continuation.ContinueAsync(claim);
        }
        else if (await claim.SettleAsync())
        {
            var row = claim.Row.Copy();
            row.State = JobStatus.Completed;
            row.Audio = PipelineJson.Text(episode.Audio);
            if (await ending.TryEndAsync(row, claim.Lost))
            {
                await publisher.ClearAwayAsync(row.PartitionKey, episode, CancellationToken.None);
            }
        }
    }

    async Task FailAsync(Claim<JobRow> claim, string code, string message, int? segment)
    {
        if (await claim.SettleAsync())
        {
            var row = claim.Row.Copy();
            (row.State, row.ErrorCode, row.ErrorMessage, row.ErrorSegment) = (JobStatus.Failed, code, message, segment);
            await ending.TryEndAsync(row, claim.Lost);
        }
    }

    async Task WaitAsync(Claim<JobRow> claim, SegmentOutcome.Wait wait)
    {
        var patience = claim.Row.ProgressedAt!.Value + _options.Patience;
        var deadline = claim.Row.ExpiresAt < patience ? claim.Row.ExpiresAt.Value : patience;
        if (time.GetUtcNow() >= deadline)
        {
            var why = deadline == patience ? $"There was no progress for {_options.Patience.TotalHours:0.#} h." : "The job's expires_after has passed.";
            await FailAsync(claim, DeadlineExceeded, $"{why} {wait.Reason}", segment: null);
        }
        else
        {
            await continuation.WaitAsync(claim, wait, deadline);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job}: the message of run {Run} has no effect")]
        public static partial void WithoutEffect(ILogger logger, string job, int run);

        [LoggerMessage(LogLevel.Information, "Job {Job}: claim lost, stopping")]
        public static partial void Lost(ILogger logger, string job);
    }
}
