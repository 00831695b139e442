using System.Net;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Durability;

namespace SpeechPipeline.Webhooks;

/// <summary>Makes one attempt at a delivery and schedules the next one.</summary>
public sealed partial class WebhookDelivery(
    DeliveryStore store,
    UnfinishedIndex unfinished,
    WorkQueue<DeliveryMessage> queue,
    WebhookSender sender,
    TimeProvider time,
    ILogger<WebhookDelivery> logger)
{
    /// <summary>The longest wait for which a delayed message is sent; after a longer wait, the sweep sends it.</summary>
    static readonly TimeSpan LongestDelayedMessage = TimeSpan.FromMinutes(1);

    public async Task DeliverAsync(DeliveryMessage message, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(message.Job, message.Event, cancellationToken) is not { } row)
        {
            Log.Unknown(logger, message.Job, message.Event);
        }
        else if (row.State != DeliveryStatus.Pending)
        {
            await RestAsync(row, cancellationToken);
        }
        else if (row.Attempt == message.Attempt)
        {
            await AttemptAsync(row, cancellationToken);
        }
    }

    /// <summary>
    /// Handles an attempt whose message became poison. A receiver that refuses never causes this, only faults
    /// in the pipeline do. The attempt counts as failed, and the next one comes when it is due.
    /// </summary>
    public async Task GiveUpAttemptAsync(DeliveryMessage message, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(message.Job, message.Event, cancellationToken) is { State: DeliveryStatus.Pending } row && row.Attempt == message.Attempt)
        {
            await SettleAsync(row, DeliveryStatus.Failed, new WebhookAnswer(time.GetUtcNow(), null, null, "The attempt failed repeatedly because of a fault in the pipeline; see its log."), cancellationToken);
        }
    }

    async Task AttemptAsync(DeliveryRow row, CancellationToken cancellationToken)
    {
        var answer = await sender.PostAsync(row.Url, row.EventId, row.Body, cancellationToken);
        await SettleAsync(row, answer.IsTaken ? DeliveryStatus.Delivered : answer.Status == (int)HttpStatusCode.Gone ? DeliveryStatus.Gone : DeliveryStatus.Failed, answer, cancellationToken);
    }

    /// <summary>Writes the result of the attempt; after a failure, schedules the next attempt if one is left.</summary>
    async Task SettleAsync(DeliveryRow row, DeliveryStatus state, WebhookAnswer answer, CancellationToken cancellationToken)
    {
        var attempted = row.Attempt;
        if (row.IsPassing)
        {
            // The next event of its kind tells more than another attempt at this one.
            Log.Attempted(logger, row.PartitionKey, row.EventId, attempted, state, answer.Outcome);
            await store.DeleteAsync(row, cancellationToken);
            await RestAsync(row, cancellationToken);
            return;
        }

        var wait = state == DeliveryStatus.Failed ? WebhookSchedule.NextDelay(attempted - row.EarlierAttempts, Random.Shared, answer.RetryAfter) : null;
        (row.LastOutcome, row.AttemptedAt, row.DurationMs, row.StatusCode, row.Answer) = (answer.Outcome, answer.SentAt, answer.DurationMs, answer.Status, answer.Text);
        row.State = wait is null ? state : DeliveryStatus.Pending;
        if (wait is { } delay)
        {
            row.Attempt++;
            row.Due = time.GetUtcNow() + delay;
            row.SentAt = delay <= LongestDelayedMessage ? row.Due : null;
        }

        if (!await store.TryWriteAsync(row, cancellationToken))
        {
            // Another copy of the message ran at the same time; the one that wrote first continues.
            return;
        }

        Log.Attempted(logger, row.PartitionKey, row.EventId, attempted, row.State, answer.Outcome);
        if (wait is null)
        {
            await RestAsync(row, cancellationToken);
            return;
        }

        await unfinished.SetAsync(store.UnfinishedOf(row), cancellationToken);
        if (row.SentAt is not null)
        {
            await queue.SendAsync(DeliveryMessage.For(row), wait, cancellationToken);
        }
    }

    Task RestAsync(DeliveryRow row, CancellationToken cancellationToken) =>
        unfinished.RemoveAsync(store.UnfinishedOf(row), cancellationToken);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job} has no delivery {Event}")]
        public static partial void Unknown(ILogger logger, string job, string @event);

        [LoggerMessage(LogLevel.Information, "Job {Job}, webhook {Event}, attempt {Attempt}: {State}. {Outcome}")]
        public static partial void Attempted(ILogger logger, string job, string @event, int attempt, DeliveryStatus state, string outcome);
    }
}
