namespace SpeechPipeline.Durability;

/// <summary>Accepts work: once accepted, it will be done, even if this process ends.</summary>
public sealed class Acceptance<TRow, TMessage>(WorkStore<TRow> store, UnfinishedIndex unfinished, WorkQueue<TMessage> queue)
    where TRow : class, IWorkRow
    where TMessage : class
{
    /// <summary>The order of the writes guarantees that unfinished work is in the index, and that the work that a message names exists.</summary>
    /// <param name="row">The new work; its blobs are written already.</param>
    /// <param name="message">The message that begins it.</param>
    /// <param name="cancellationToken">Cancelled when the caller disconnects; has no effect once the work exists.</param>
    /// <returns>The stored work, and whether it is new: work with this id may exist already, and is then returned.</returns>
    public async Task<(TRow Row, bool IsNew)> AcceptAsync(TRow row, TMessage message, CancellationToken cancellationToken)
    {
        await unfinished.SetAsync(row, cancellationToken);
        if (!await store.TryCreateAsync(row, cancellationToken))
        {
            return ((await store.FindAsync(row.PartitionKey, cancellationToken))!, false);
        }

        await queue.TrySendAsync(message, row.PartitionKey);
        return (row, true);
    }
}
