using SpeechPipeline.Durability;

namespace SpeechPipeline.Webhooks;

/// <summary>Records webhooks that are owed, and sends the messages of their attempts.</summary>
public sealed class Deliveries(DeliveryStore store, UnfinishedIndex unfinished, WorkQueue<DeliveryMessage> queue)
{
    /// <summary>Records a webhook for an event during the work; one that is recorded already stays unchanged.</summary>
    public async Task OweAsync(DeliveryRow row, CancellationToken cancellationToken)
    {
        row.IsOfEnd = false;
        await unfinished.SetAsync(store.UnfinishedOf(row), cancellationToken);
        if (await store.TryAddAsync(row, cancellationToken))
        {
            await queue.TrySendAsync(DeliveryMessage.For(row), row.PartitionKey);
        }
    }

    /// <summary>Sends the message of the attempt that is owed.</summary>
    public Task SendAsync(DeliveryRow row, CancellationToken cancellationToken) => queue.SendAsync(DeliveryMessage.For(row), delay: null, cancellationToken);
}
