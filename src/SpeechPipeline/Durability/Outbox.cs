using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using SpeechPipeline.Batches;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Durability;

/// <summary>
/// Sends messages. Each is owed by the row it is about, which was written first and says since when; what a crash keeps from being
/// sent, or a queue that is out of order, the sweep sends.
/// </summary>
public sealed class Outbox(PipelineStorage storage)
{
    static readonly TimeSpan Unlimited = TimeSpan.FromSeconds(-1);

    public Task PostAsync(JobMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(storage.SpeechJobs, PipelineJson.Text(message), delay, cancellationToken);

    public Task PostAsync(DeliveryMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(storage.WebhookDeliveries, PipelineJson.Text(message), delay, cancellationToken);

    public Task PostAsync(BatchMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(storage.SpeechBatches, PipelineJson.Text(message), delay, cancellationToken);

    // No visibility time-out where none is meant: whoever watches these calls sees that the message can be received at once.
    static Task<Response<SendReceipt>> SendAsync(QueueClient queue, string message, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.SendMessageAsync(message, delay > TimeSpan.Zero ? delay : null, Unlimited, cancellationToken);
}
