using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Drops;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Batches;

/// <summary>
/// Gets one batch on as far as it goes now: reads its items, does what callers asked for meanwhile, counts, admits, ends. Completions
/// bring the next message.
/// </summary>
public sealed partial class BatchRunner(
    BatchStore store,
    BatchReading reading,
    BatchAdmission admission,
    BatchItemChanges reopening,
    DropResults drops,
    UnfinishedIndex live,
    Outbox outbox,
    IOptions<JobOptions> jobs,
    TimeProvider time,
    ILogger<BatchRunner> logger)
{
    // After so many a source is given up: some 80 minutes.
    internal static readonly IReadOnlyList<TimeSpan> SourceWaits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)];

    static readonly TimeSpan PutOff = TimeSpan.FromSeconds(3);

    /// <exception cref="OperationCanceledException">The host is going down; the message will come again.</exception>
    public async Task RunAsync(BatchMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (await store.FindAsync(BatchId.Parse(message.Batch), cancellationToken) is not { } row)
        {
            return;
        }

        // Whoever is at it may have counted before the change that this message is for.
        if (row.IsClaimed(time.GetUtcNow()) || await BatchClaim.TryTakeAsync(row, store, time, cancellationToken) is not { } claim)
        {
            await outbox.PostAsync(message, PutOff, cancellationToken);
            return;
        }

        try
        {
            if (await WorkAsync(claim, cancellationToken))
            {
                await outbox.PostAsync(message, TimeSpan.Zero, cancellationToken);
            }
        }
        catch (BatchClaimLostException)
        {
            Log.Lost(logger, message.Batch);
        }
        catch
        {
            await LetGoAsync(claim);
            throw;
        }
    }

    /// <summary>The message of a batch failed so often that the queue gave it up. A batch that was never read is of no use; any other goes on when the sweep looks at it.</summary>
    public async Task GiveUpAsync(BatchMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (await store.FindAsync(BatchId.Parse(message.Batch), cancellationToken) is { State: BatchStatus.Reading } row
            && !row.IsClaimed(time.GetUtcNow()) && await BatchClaim.TryTakeAsync(row, store, time, cancellationToken) is { } claim)
        {
            await FailAsync(claim, "failed_repeatedly", "The batch failed again and again to be read. This is a fault of the pipeline or of its storage; retry reads it again.", cancellationToken);
        }
    }

    /// <returns>Whether it is to go on at once.</returns>
    async Task<bool> WorkAsync(BatchClaim claim, CancellationToken cancellationToken)
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
                    await claim.ReleaseAsync(delivery: null, cancellationToken);
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

    async Task<bool> CountAsync(BatchClaim claim, DateTimeOffset until, CancellationToken cancellationToken)
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
            // An item's job was retried by itself, or a report came late.
            await claim.ReleaseAsync(delivery: null, cancellationToken);
            return false;
        }

        if (row is { CancelRequested: false, MaxCostUsd: { } most } && totals.QuotedUsd > (decimal)most && row.AcceptedTo == 0)
        {
            await FailAsync(claim, "max_cost_exceeded", string.Create(CultureInfo.InvariantCulture, $"The items cost {totals.QuotedUsd:0.########} US dollars, which is more than max_cost_usd allows ({most:0.########})."), cancellationToken);
            return false;
        }

        if (row.AcceptedTo == 0)
        {
            // Whoever watches sees what was read before the first item is a job.
            await claim.SaveAsync(cancellationToken);
        }

        var isDone = row.CancelRequested || row.DryRun || await admission.AdmitAsync(claim, totals, until, cancellationToken);
        totals.WriteTo(row);
        if (totals.Unended == 0 || row is { DryRun: true, CancelRequested: false })
        {
            await EndAsync(claim, row.CancelRequested ? BatchStatus.Cancelled : BatchStatus.Completed, cancellationToken);
            return false;
        }

        await claim.ReleaseAsync(delivery: null, cancellationToken);
        return !isDone;
    }

    async Task WaitAsync(BatchClaim claim, BatchReadingOutcome.Wait wait, CancellationToken cancellationToken)
    {
        var row = claim.Row;
        var own = time.GetUtcNow() + SourceWaits[row.Waits++];
        row.StatusReason = wait.Reason;
        await live.SetAsync(UnfinishedRow.For(row.PartitionKey, row.Generation, wait.Until > own ? wait.Until.Value : own), cancellationToken);
        await claim.ReleaseAsync(delivery: null, cancellationToken);
    }

    Task FailAsync(BatchClaim claim, string code, string message, CancellationToken cancellationToken)
    {
        (claim.Row.ErrorCode, claim.Row.ErrorMessage) = (code, message);
        return EndAsync(claim, BatchStatus.Failed, cancellationToken);
    }

    async Task EndAsync(BatchClaim claim, BatchStatus status, CancellationToken cancellationToken)
    {
        var (row, now) = (claim.Row, time.GetUtcNow());
        (row.State, row.StatusReason, row.EndedAt) = (status, null, now);
        // It tells of this end, though a retry may be asked for by now.
        var ended = BatchObject.From(row) with { Status = status, EndedAt = now };
        var delivery = row.Webhook is null ? null
            : WebhookEvent.Owe(row.PartitionKey, row.Generation, $"batch.{status.ToString().ToLowerInvariant()}", row.Webhook, ended, now);
        await claim.ReleaseAsync(delivery, cancellationToken);
        Log.Ended(logger, row.PartitionKey, status, row.Completed, row.Failed, row.Rejected);
        await ReportAsync(row, delivery);
    }

    /// <summary>The batch has ended, whatever comes now: what cannot be told at once, the sweep will tell.</summary>
    async Task ReportAsync(BatchRow row, DeliveryRow? delivery)
    {
        try
        {
            await (row.Drop is null ? Task.CompletedTask : drops.ReportAsync(row, CancellationToken.None));
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
            Log.NotReported(logger, e, row.PartitionKey);
            return;
        }

        if (delivery is null)
        {
            await live.RemoveAsync(row.PartitionKey, row.Generation, CancellationToken.None);
        }
        else
        {
            await outbox.PostAsync(DeliveryMessage.For(delivery), TimeSpan.Zero, CancellationToken.None);
        }
    }

    /// <summary>The message will come again and must not find our claim.</summary>
    async Task LetGoAsync(BatchClaim claim)
    {
        try
        {
            await claim.LetGoAsync(CancellationToken.None);
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
            Log.NotReleased(logger, e, claim.Row.PartitionKey);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Batch {Batch} ended: {Status}; {Completed} completed, {Failed} failed, {Rejected} rejected")]
        public static partial void Ended(ILogger logger, string batch, BatchStatus status, int completed, int failed, int rejected);

        [LoggerMessage(LogLevel.Warning, "Batch {Batch}: the folder that it is from could not be told of its end; the sweep will see to it")]
        public static partial void NotReported(ILogger logger, Exception exception, string batch);

        [LoggerMessage(LogLevel.Information, "Batch {Batch}: claim lost, stopping")]
        public static partial void Lost(ILogger logger, string batch);

        [LoggerMessage(LogLevel.Warning, "Batch {Batch}: its claim could not be given back and runs out by itself")]
        public static partial void NotReleased(ILogger logger, Exception exception, string batch);
    }
}
