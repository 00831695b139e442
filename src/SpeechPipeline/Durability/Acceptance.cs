namespace SpeechPipeline.Durability;

/// <summary>Accepts work: after this returns, it will be done, whatever happens to this process.</summary>
public sealed class Acceptance<TRow, TMessage>(WorkStore<TRow> store, UnfinishedIndex unfinished, WorkQueue<TMessage> queue)
    where TRow : class, IWorkRow
    where TMessage : class
{
    /// <summary>The order is the promise: what exists and is unfinished is in the index, and what a message names exists.</summary>
    /// <param name="row">The new work; what it names in storage is written already.</param>
    /// <param name="message">Begins it.</param>
    /// <param name="cancellationToken">The caller has gone; before the work exists, that ends it.</param>
    /// <returns>The work as it stands, and whether it is this one: there may be such work already, which holds.</returns>
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
