using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Functions.Triggers;

/// <summary>Makes the attempt that a message of <c>webhook-deliveries</c> names.</summary>
public sealed class DeliverWebhook(WebhookDelivery delivery)
{
    [Function(nameof(DeliverWebhook))]
    public Task RunAsync([QueueTrigger(QueueNames.WebhookDeliveries)] string message, CancellationToken cancellationToken) =>
        delivery.DeliverAsync(JsonSerializer.Deserialize<DeliveryMessage>(message, PipelineJson.Options)!, cancellationToken);
}
