using SpeechPipeline.Durability;

namespace SpeechPipeline.Webhooks;

/// <summary>Records webhooks that are owed, and sends the messages of their attempts.</summary>
public sealed class Deliveries(DeliveryStore store, UnfinishedIndex unfinished, WorkQueue<DeliveryMessage> queue, SweepTiming sweep, TimeProvider time)
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

    /// <summary>Owes an event once more, whatever became of it: with the same id and body, and all attempts of the schedule.</summary>
    /// <param name="owner">The job or batch.</param>
    /// <param name="event">The event's id; null: the last one of the newest generation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False if there is no such event.</returns>
    public async Task<bool> SendAgainAsync(string owner, string? @event, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rows = await store.OfAsync(owner, cancellationToken);
            if (rows.Where(row => @event is null || row.EventId == @event).OrderBy(static row => row.Generation).ThenBy(static row => row.CreatedAt).LastOrDefault() is not { } row)
            {
                return false;
            }

            var now = time.GetUtcNow();
            if (row.State == DeliveryStatus.Pending && row.Due <= now && row.SentAt is not null)
            {
                // Its message is on the way.
                return true;
            }

            // An attempt that was owed for later has a message of its own, which then has no effect.
            (row.EarlierAttempts, row.Attempt) = (row.Attempt, row.Attempt + 1);
            (row.State, row.Due, row.SentAt, row.IsOfEnd) = (DeliveryStatus.Pending, now, now, false);
            // Before it is written, a sweep would find nothing owed, and forget it.
            var owed = store.UnfinishedOf(row);
            owed.Due = now + sweep.After;
            await unfinished.SetAsync(owed, cancellationToken);
            if (await store.TryWriteAsync(row, cancellationToken))
            {
                await queue.TrySendAsync(DeliveryMessage.For(row), owner);
                return true;
            }
        }
    }
}
