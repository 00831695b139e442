using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>
/// A worker's exclusive hold on a piece of work, with an expiry. It is taken, renewed and released by conditional writes to the row, which also store progress. It is
/// renewed automatically while <see cref="KeepRenewing"/> runs, or explicitly by the worker.
/// </summary>
public sealed partial class Claim<TRow> : IAsyncDisposable
    where TRow : class, IWorkRow
{
    readonly WorkStore<TRow> _store;
    readonly TimeSpan _duration;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly string _owner;
    readonly CancellationTokenSource _lost;
    readonly CancellationTokenSource _stop = new();
    readonly Lock _lock = new();
    Task _renewing = Task.CompletedTask;
    bool _noted;

    /// <summary>See <see cref="WorkStore{TRow}.TryClaimAsync"/>.</summary>
    internal Claim(TRow row, WorkStore<TRow> store, TimeSpan duration, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        Row = row;
        _store = store;
        _duration = duration;
        _time = time;
        _logger = logger;
        _owner = row.ClaimOwner!;
        _lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>The row as this worker knows it; changed only under the claim.</summary>
    public TRow Row { get; }

    /// <summary>Cancelled when the claim is lost, or the caller cancels.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>
    /// Starts to write the row automatically: at this interval while there are changes, otherwise when a third of the claim has passed. If someone
    /// else has changed the row, <see cref="Lost"/> is cancelled and nothing more is written.
    /// </summary>
    /// <param name="interval">The shortest time between two writes.</param>
    /// <param name="copy">Makes a copy of the row to write, because the original continues to change.</param>
    public void KeepRenewing(TimeSpan interval, Func<TRow, TRow> copy) => _renewing = RenewAsync(interval, copy);

    /// <summary>Changes the row during automatic renewal; the change is written with the next renewal.</summary>
    public void Note(Action<TRow> change)
    {
        lock (_lock)
        {
            change(Row);
            _noted = true;
        }
    }

    /// <summary>Ends automatic renewal, so that the row's last change under this claim can be written.</summary>
    /// <returns>False if the claim is lost: then nothing may be written.</returns>
    public async Task<bool> SettleAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        return !_lost.IsCancellationRequested;
    }

    /// <summary>Writes the row and renews the claim if half of its time has passed.</summary>
    /// <exception cref="ClaimLostException">Someone else has the work.</exception>
    public Task KeepAsync(CancellationToken cancellationToken) =>
        Row.ClaimUntil - _time.GetUtcNow() < _duration / 2 ? SaveAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Renews the claim while a long operation runs.</summary>
    /// <exception cref="ClaimLostException">Someone else has the work.</exception>
    public async Task KeepWhileAsync(Task work, CancellationToken cancellationToken)
    {
        while (await Task.WhenAny(work, Task.Delay(_duration / 3, _time, cancellationToken)) != work)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await KeepAsync(cancellationToken);
        }

        await work;
        await KeepAsync(cancellationToken);
    }

    /// <summary>Writes the row and renews the claim.</summary>
    /// <exception cref="ClaimLostException">Someone else has the work.</exception>
    public Task SaveAsync(CancellationToken cancellationToken)
    {
        Row.ClaimUntil = _time.GetUtcNow() + _duration;
        return WriteAsync(addition: null, cancellationToken);
    }

    /// <summary>Writes the row and the rows that belong to its change, and releases the claim.</summary>
    /// <exception cref="ClaimLostException">Someone else has the work.</exception>
    public Task ReleaseAsync(ITableEntity? addition, CancellationToken cancellationToken)
    {
        Row.ReleaseClaim();
        return WriteAsync(addition, cancellationToken);
    }

    /// <summary>
    /// Releases the claim after a fault, so that the next worker need not wait until it expires. Otherwise a fault
    /// that occurs each time would be postponed for ever and never counted by the queue.
    /// </summary>
    /// <param name="withNotes">
    /// Whether to write this worker's changes to the row, such as progress. Otherwise the row stays as stored, and the next
    /// worker repeats the unwritten part.
    /// </param>
    public async Task LetGoAsync(bool withNotes)
    {
        await SettleAsync();
        try
        {
            if (withNotes)
            {
                Row.ReleaseClaim();
                await _store.TryWriteAsync(Row, addition: null, CancellationToken.None);
                return;
            }

            await OptimisticWrite.RepeatAsync(
                async () => await _store.FindAsync(Row.PartitionKey, CancellationToken.None) is { } current && current.ClaimOwner == _owner ? current : null,
                current =>
                {
                    current.ReleaseClaim();
                    return _store.TryWriteAsync(current, addition: null, CancellationToken.None);
                });
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
            // Then the claim expires.
            Log.NotLetGo(_logger, e, Row.PartitionKey);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await SettleAsync();
        _stop.Dispose();
        _lost.Dispose();
    }

    async Task WriteAsync(ITableEntity? addition, CancellationToken cancellationToken)
    {
        while (!await _store.TryWriteAsync(Row, addition, cancellationToken))
        {
            var current = await _store.FindAsync(Row.PartitionKey, cancellationToken);
            if (current is null || current.ClaimOwner != _owner || !Row.TakeOver(current))
            {
                throw new ClaimLostException(Row.PartitionKey);
            }

            Row.ETag = current.ETag;
        }
    }

    async Task RenewAsync(TimeSpan interval, Func<TRow, TRow> copy)
    {
        using var timer = new PeriodicTimer(interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (!await RenewIfDueAsync(copy))
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The row's last write has begun, or the caller has cancelled.
        }
    }

    async Task<bool> RenewIfDueAsync(Func<TRow, TRow> copy)
    {
        var now = _time.GetUtcNow();
        TRow written;
        lock (_lock)
        {
            if (!_noted && Row.ClaimUntil - now > _duration * 2 / 3)
            {
                return true;
            }

            _noted = false;
            Row.ClaimUntil = now + _duration;
            written = copy(Row);
        }

        try
        {
            var isRenewed = await _store.TryWriteAsync(written, addition: null, CancellationToken.None);
            lock (_lock)
            {
                Row.ETag = written.ETag;
                Row.WriteId = written.WriteId;
            }

            return isRenewed;
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
            // No one cancels this write: a cancellation here is a time-out of storage, and an AggregateException is several failed tries.
            Log.NotRenewed(_logger, e, Row.PartitionKey);
            return _time.GetUtcNow() < written.ClaimUntil - (_duration / 3);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Work}: its claim could not be renewed")]
        public static partial void NotRenewed(ILogger logger, Exception exception, string work);

        [LoggerMessage(LogLevel.Warning, "{Work}: its claim could not be released; it expires by itself")]
        public static partial void NotLetGo(ILogger logger, Exception exception, string work);
    }
}
