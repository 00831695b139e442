using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Triggers;

/// <summary>Makes the attempt that a message of <c>webhook-deliveries</c> names.</summary>
public sealed class DeliverWebhook(QueueInbox inbox, WebhookDelivery delivery)
{
    [Function(nameof(DeliverWebhook))]
    public async Task RunAsync([QueueTrigger(QueueNames.WebhookDeliveries)] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await inbox.ReadDeliveryAsync(message, cancellationToken) is { } attempt)
        {
            await delivery.DeliverAsync(attempt, cancellationToken);
        }
    }
}
