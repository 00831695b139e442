using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Triggers;

/// <summary>Handles poison messages of webhook deliveries: the attempt counts as failed.</summary>
public sealed class HandlePoisonedWebhook(WorkQueue<DeliveryMessage> queue, WebhookDelivery delivery)
{
    [Function(nameof(HandlePoisonedWebhook))]
    public async Task RunAsync([QueueTrigger(QueueNames.WebhookDeliveriesPoison)] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await queue.ReadAsync(message, cancellationToken) is { } attempt)
        {
            await delivery.GiveUpAttemptAsync(attempt, cancellationToken);
        }
    }
}
