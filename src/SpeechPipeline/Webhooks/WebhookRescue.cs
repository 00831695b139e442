using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Webhooks;

/// <summary>
/// Looks after deliveries whose message failed so often that the queue gave it up: once more for each attempt, then the delivery
/// has failed. A receiver that refuses never comes here; this is for faults of our own.
/// </summary>
public sealed partial class WebhookRescue(PipelineStorage storage, LiveIndex live, Outbox outbox, ILogger<WebhookRescue> logger)
{
    static readonly TimeSpan Delay = TimeSpan.FromMinutes(1);

    public async Task RescueAsync(DeliveryMessage message, CancellationToken cancellationToken)
    {
        var found = await storage.JobTable.GetEntityIfExistsAsync<DeliveryRow>(
            message.Job, DeliveryRow.Prefix + message.Event, cancellationToken: cancellationToken);
        if (!found.HasValue || found.Value!.State != DeliveryStatus.Pending || found.Value.Attempt != message.Attempt)
        {
            return;
        }

        var row = found.Value;
        var again = row.PoisonedAtAttempt != row.Attempt;
        row.PoisonedAtAttempt = row.Attempt;
        row.State = again ? DeliveryStatus.Pending : DeliveryStatus.Failed;
        row.LastOutcome = again ? row.LastOutcome : "The pipeline failed again and again to make this attempt.";
        try
        {
            await storage.JobTable.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // A repeat of this message, or an attempt, was quicker.
            return;
        }

        Log.Rescued(logger, row.PartitionKey, row.EventId, row.State);
        if (again)
        {
            await outbox.SendLaterAsync(OutboxRow.For(DeliveryMessage.For(row)), Delay, cancellationToken);
        }
        else
        {
            await live.RemoveAsync(LiveRow.ForDelivery(row.PartitionKey, row.EventId, row.Due), cancellationToken);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job}, webhook {Event}: came back as poison and is {State}")]
        public static partial void Rescued(ILogger logger, string job, string @event, DeliveryStatus state);
    }
}
