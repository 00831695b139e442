using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Batches;

/// <summary>
/// Advances one batch as far as possible: reads its items, carries out callers' requests, counts, admits, ends. Completions
/// send the next message.
/// </summary>
public sealed partial class BatchRunner(
    BatchStore store,
    BatchReading reading,
    BatchAdmission admission,
    BatchItemChanges reopening,
    Completion<BatchRow> completion,
    UnfinishedIndex unfinished,
    WorkQueue<BatchMessage> queue,
    Deliveries deliveries,
    IOptions<JobOptions> jobs,
    TimeProvider time,
    ILogger<BatchRunner> logger)
{
    static readonly TimeSpan PutOff = TimeSpan.FromSeconds(3);

    /// <exception cref="OperationCanceledException">The host is stopping; the message will come again.</exception>
    public async Task RunAsync(BatchMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (await store.FindAsync(BatchId.Parse(message.Batch), cancellationToken) is not { } row)
        {
            return;
        }

        // The worker that holds the claim may have counted before the change for which this message was sent.
        if (row.IsClaimed(time.GetUtcNow()) || await TryTakeAsync(row, cancellationToken) is not { } claim)
        {
            await queue.SendAsync(message, PutOff, cancellationToken);
            return;
        }

        try
        {
            if (await WorkAsync(claim, cancellationToken))
            {
                await queue.SendAsync(message, delay: null, cancellationToken);
            }
        }
        catch (ClaimLostException)
        {
            Log.Lost(logger, message.Batch);
        }
        catch
        {
            await claim.LetGoAsync(withNotes: false);
            throw;
        }
    }

    /// <summary>Handles a batch whose message became poison. A batch that was never read fails; any other continues when the sweep checks it.</summary>
    public async Task GiveUpAsync(BatchMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (await store.FindAsync(BatchId.Parse(message.Batch), cancellationToken) is { State: BatchStatus.Reading } row
            && !row.IsClaimed(time.GetUtcNow()) && await TryTakeAsync(row, cancellationToken) is { } claim)
        {
            await FailAsync(claim, "failed_repeatedly", "The batch could not be read after repeated tries. This is a fault of the pipeline or of its storage; see the log, then retry the batch.", cancellationToken);
        }
    }

    /// <returns>Whether to continue at once.</returns>
    async Task<bool> WorkAsync(Claim<BatchRow> claim, CancellationToken cancellationToken)
    {
        var (row, until) = (claim.Row, time.GetUtcNow() + jobs.Value.InvocationBudget);
        if (row.RetryRequested)
        {
            await reopening.ReopenAsync(claim, cancellationToken);
        }

        if (row.State == BatchStatus.Reading && !row.CancelRequested)
        {
            switch (await reading.ReadAsync(claim, until, cancellationToken))
            {
                case BatchReadingOutcome.Done:
                    (row.State, row.IsRead) = (BatchStatus.Running, true);
                    break;
                case BatchReadingOutcome.Unfinished:
                    await claim.ReleaseAsync(addition: null, cancellationToken);
                    return true;
                case BatchReadingOutcome.Wait wait when row.MayWait:
                    await WaitAsync(claim, wait, cancellationToken);
                    return false;
                case BatchReadingOutcome.Wait wait:
                    await FailAsync(claim, "feed_unavailable", wait.Reason, cancellationToken);
                    return false;
                case BatchReadingOutcome.Impossible impossible:
                    await FailAsync(claim, impossible.Code, impossible.Message, cancellationToken);
                    return false;
            }
        }

        return await CountAsync(claim, until, cancellationToken);
    }

    async Task<bool> CountAsync(Claim<BatchRow> claim, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var row = claim.Row;
        var now = time.GetUtcNow();
        if (row.CancelRequested && !row.HasEnded)
        {
            await reopening.CancelAsync(claim, cancellationToken);
        }

        var totals = await store.CountAsync(row.PartitionKey, cancellationToken);
        row.CountedAt = now;
        totals.WriteTo(row);
        if (row.HasEnded)
        {
            // An item's job was retried separately, or a report came late.
            await claim.ReleaseAsync(addition: null, cancellationToken);
            return false;
        }

        if (row is { CancelRequested: false, MaxCostUsd: { } most } && totals.QuotedUsd > (decimal)most && row.AcceptedTo == 0)
        {
            await FailAsync(claim, "max_cost_exceeded", string.Create(CultureInfo.InvariantCulture, $"The items cost {totals.QuotedUsd:0.########} US dollars, which is more than max_cost_usd ({most:0.########})."), cancellationToken);
            return false;
        }

        if (row.AcceptedTo == 0)
        {
            // Written now, so that watchers see the items before the first one becomes a job.
            await claim.SaveAsync(cancellationToken);
        }

        var isDone = row.CancelRequested || row.DryRun || await admission.AdmitAsync(claim, totals, until, cancellationToken);
        totals.WriteTo(row);
        if (totals.Unended == 0 || row is { DryRun: true, CancelRequested: false })
        {
            await EndAsync(claim, row.CancelRequested ? BatchStatus.Cancelled : BatchStatus.Completed, cancellationToken);
            return false;
        }

        await claim.ReleaseAsync(addition: null, cancellationToken);
        return !isDone;
    }

    async Task WaitAsync(Claim<BatchRow> claim, BatchReadingOutcome.Wait wait, CancellationToken cancellationToken)
    {
        var row = claim.Row;
        var own = time.GetUtcNow() + BatchWork.SourceWaits.DelayAfter(++row.Waits)!.Value;
        row.StatusReason = wait.Reason;
        await unfinished.SetAsync(UnfinishedRow.For(row, wait.Until > own ? wait.Until.Value : own), cancellationToken);
        await claim.ReleaseAsync(addition: null, cancellationToken);
    }

    Task FailAsync(Claim<BatchRow> claim, string code, string message, CancellationToken cancellationToken)
    {
        (claim.Row.ErrorCode, claim.Row.ErrorMessage) = (code, message);
        return EndAsync(claim, BatchStatus.Failed, cancellationToken);
    }

    async Task EndAsync(Claim<BatchRow> claim, BatchStatus status, CancellationToken cancellationToken)
    {
        var (row, now) = (claim.Row, time.GetUtcNow());
        row.State = status;
        row.StatusReason = null;
        row.EndedAt = now;
        // The webhook reports this end, even if a retry has been requested since.
        var ended = BatchObject.From(row) with { Status = status, EndedAt = now };
        var type = $"batch.{status.ToString().ToLowerInvariant()}";
        var delivery = row.Webhook is { } webhook && WebhookEvent.IsChosen(row.WebhookEvents, type) ? WebhookEvent.Owe(row.PartitionKey, row.Generation, type, webhook, ended, now) : null;
        await claim.ReleaseAsync(delivery, cancellationToken);
        Log.Ended(logger, row.PartitionKey, status, row.Completed, row.Failed, row.Rejected);
        await completion.FollowAsync(row, delivery is null ? null : () => deliveries.SendAsync(delivery, CancellationToken.None));
    }

    Task<Claim<BatchRow>?> TryTakeAsync(BatchRow row, CancellationToken cancellationToken) =>
        store.TryClaimAsync(row, BatchWork.ClaimDuration, time, logger, cancellationToken);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Batch {Batch} ended: {Status}; {Completed} completed, {Failed} failed, {Rejected} rejected")]
        public static partial void Ended(ILogger logger, string batch, BatchStatus status, int completed, int failed, int rejected);

        [LoggerMessage(LogLevel.Information, "Batch {Batch}: claim lost, stopping")]
        public static partial void Lost(ILogger logger, string batch);
    }
}
