using SpeechPipeline.Durability;

namespace SpeechPipeline.Webhooks;

/// <summary>Owes webhooks and sends the messages of their attempts.</summary>
public sealed class Deliveries(DeliveryStore store, UnfinishedIndex unfinished, WorkQueue<DeliveryMessage> queue)
{
    /// <summary>Owes a webhook of something that has happened while its work goes on; one that is owed already stays as it is.</summary>
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
