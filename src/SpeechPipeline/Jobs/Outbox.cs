using Azure;
using SpeechPipeline.Batches;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>Sends what is owed, then strikes it off. A crash between the two sends twice, which every receiver bears.</summary>
public sealed class Outbox(PipelineStorage storage)
{
    static readonly TimeSpan Unlimited = TimeSpan.FromSeconds(-1);

    public async Task SendAsync(IEnumerable<OutboxRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            await storage.Queue(row.Queue).SendMessageAsync(row.Message, timeToLive: Unlimited, cancellationToken: cancellationToken);
            await StrikeOffAsync([row], cancellationToken);
        }
    }

    /// <summary>Takes away what was sent; what is gone already is left so.</summary>
    public async Task StrikeOffAsync(IEnumerable<OutboxRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            await storage.JobTable.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    /// <summary>Sends a message that need not be owed here, since a sweep would make up for it.</summary>
    public Task PostAsync(JobMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        storage.SpeechJobs.SendMessageAsync(PipelineJson.Text(message), delay, Unlimited, cancellationToken);

    /// <inheritdoc cref="PostAsync(JobMessage, TimeSpan, CancellationToken)"/>
    public Task PostAsync(DeliveryMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        storage.WebhookDeliveries.SendMessageAsync(PipelineJson.Text(message), delay, Unlimited, cancellationToken);

    /// <inheritdoc cref="PostAsync(JobMessage, TimeSpan, CancellationToken)"/>
    public Task PostAsync(BatchMessage message, TimeSpan delay, CancellationToken cancellationToken) =>
        storage.SpeechBatches.SendMessageAsync(PipelineJson.Text(message), delay, Unlimited, cancellationToken);
}
