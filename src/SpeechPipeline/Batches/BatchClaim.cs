namespace SpeechPipeline.Batches;

/// <summary>
/// A worker's hold on a batch, by conditional writes to its row. Callers set flags on that row meanwhile: these are taken over.
/// </summary>
public sealed class BatchClaim
{
    static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    readonly BatchStore _store;
    readonly TimeProvider _time;
    readonly string _owner;

    BatchClaim(BatchRow row, BatchStore store, TimeProvider time) => (Row, _store, _time, _owner) = (row, store, time, row.ClaimOwner!);

    /// <summary>The batch as this worker knows it.</summary>
    public BatchRow Row { get; }

    /// <returns>Null when someone else has changed the row.</returns>
    public static async Task<BatchClaim?> TryTakeAsync(BatchRow row, BatchStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        row.ClaimOwner = Guid.NewGuid().ToString("N");
        row.ClaimUntil = time.GetUtcNow() + Duration;
        return await store.TryWriteAsync(row, delivery: null, cancellationToken) ? new BatchClaim(row, store, time) : null;
    }

    /// <summary>Writes the row and renews the claim, when half of it is spent.</summary>
    /// <exception cref="BatchClaimLostException">Someone else has the batch.</exception>
    public Task KeepAsync(CancellationToken cancellationToken) =>
        Row.ClaimUntil - _time.GetUtcNow() < Duration / 2 ? SaveAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Renews the claim until work is done that takes its time.</summary>
    /// <exception cref="BatchClaimLostException">Someone else has the batch.</exception>
    public async Task KeepWhileAsync(Task work, CancellationToken cancellationToken)
    {
        while (await Task.WhenAny(work, Task.Delay(Duration / 3, _time, cancellationToken)) != work)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await KeepAsync(cancellationToken);
        }

        await work;
        await KeepAsync(cancellationToken);
    }

    /// <summary>Writes the row and renews the claim.</summary>
    /// <exception cref="BatchClaimLostException">Someone else has the batch.</exception>
    public Task SaveAsync(CancellationToken cancellationToken)
    {
        Row.ClaimUntil = _time.GetUtcNow() + Duration;
        return WriteAsync(delivery: null, cancellationToken);
    }

    /// <summary>Writes the row, and the webhook that it owes, and gives the batch back.</summary>
    /// <exception cref="BatchClaimLostException">Someone else has the batch.</exception>
    public Task ReleaseAsync(Webhooks.DeliveryRow? delivery, CancellationToken cancellationToken)
    {
        (Row.ClaimOwner, Row.ClaimUntil) = (null, null);
        return WriteAsync(delivery, cancellationToken);
    }

    /// <summary>
    /// Gives the batch back as it stands in storage, after a fault: what this worker was about to write has not come to be, and is done
    /// again by whoever comes next.
    /// </summary>
    public async Task LetGoAsync(CancellationToken cancellationToken)
    {
        while (await _store.FindAsync(BatchId.Parse(Row.PartitionKey), cancellationToken) is { } current && current.ClaimOwner == _owner)
        {
            (current.ClaimOwner, current.ClaimUntil) = (null, null);
            if (await _store.TryWriteAsync(current, delivery: null, cancellationToken))
            {
                return;
            }
        }
    }

    async Task WriteAsync(Webhooks.DeliveryRow? delivery, CancellationToken cancellationToken)
    {
        while (!await _store.TryWriteAsync(Row, delivery, cancellationToken))
        {
            var current = await _store.FindAsync(BatchId.Parse(Row.PartitionKey), cancellationToken);
            if (current is null || current.ClaimOwner != _owner)
            {
                throw new BatchClaimLostException(Row.PartitionKey);
            }

            // A caller's wish, which comes after whatever this worker has served by now.
            (Row.CancelRequested, Row.RetryRequested, Row.ETag) = (current.CancelRequested, current.RetryRequested, current.ETag);
        }
    }
}
