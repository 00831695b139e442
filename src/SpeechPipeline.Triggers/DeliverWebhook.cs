using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Triggers;

/// <summary>Makes the attempt that a message of <c>webhook-deliveries</c> names.</summary>
public sealed class DeliverWebhook(WorkQueue<DeliveryMessage> queue, WebhookDelivery delivery)
{
    [Function(nameof(DeliverWebhook))]
    public async Task RunAsync([QueueTrigger(QueueNames.WebhookDeliveries)] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await queue.ReadAsync(message, cancellationToken) is { } attempt)
        {
            await delivery.DeliverAsync(attempt, cancellationToken);
        }
    }
}
