using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>
/// A worker's hold on a piece of work: taken, renewed and given back by conditional writes to its row, which carry its progress along. It is
/// renewed by itself while <see cref="KeepRenewing"/> runs, or by the worker at points of its choice.
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

    /// <summary>The work as this worker knows it; changed only under the claim.</summary>
    public TRow Row { get; }

    /// <summary>Cancelled when the work is no longer this worker's, or the caller gives up.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>
    /// From now on writes the row by itself: so often while there is something to note, else when a third of the claim is spent. Where someone
    /// else has changed the row, <see cref="Lost"/> is cancelled and nothing more is written.
    /// </summary>
    /// <param name="interval">How often, at most.</param>
    /// <param name="copy">The row as it is at that moment, to be written while the original goes on changing.</param>
    public void KeepRenewing(TimeSpan interval, Func<TRow, TRow> copy) => _renewing = RenewAsync(interval, copy);

    /// <summary>Notes something on the row while it is renewed by itself; it is written with the next renewal.</summary>
    public void Note(Action<TRow> change)
    {
        lock (_lock)
        {
            change(Row);
            _noted = true;
        }
    }

    /// <summary>Ends the renewing, so that the row's last change under this claim can be written.</summary>
    /// <returns>False when the claim is lost: then there is nothing to write.</returns>
    public async Task<bool> SettleAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        return !_lost.IsCancellationRequested;
    }

    /// <summary>Writes the row and renews the claim, when half of it is spent.</summary>
    /// <exception cref="ClaimLostException">Someone else has the work.</exception>
    public Task KeepAsync(CancellationToken cancellationToken) =>
        Row.ClaimUntil - _time.GetUtcNow() < _duration / 2 ? SaveAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Renews the claim until work is done that takes its time.</summary>
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

    /// <summary>Writes the row, and what belongs to its change, and gives the work back.</summary>
    /// <exception cref="ClaimLostException">Someone else has the work.</exception>
    public Task ReleaseAsync(ITableEntity? addition, CancellationToken cancellationToken)
    {
        Row.ReleaseClaim();
        return WriteAsync(addition, cancellationToken);
    }

    /// <summary>
    /// Gives the work back after a fault, so that whoever gets its message next need not wait for the claim to run out. Without this, a fault
    /// that returns each time would be put off for ever and never counted by the queue.
    /// </summary>
    /// <param name="withNotes">
    /// Whether what is noted on the row has come to be, such as progress. Else the row is given back as it is stored, and what this worker was
    /// about to write is done again by whoever comes next.
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
            // Then the claim runs out by itself.
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
            // The work is settled, or the caller has given up.
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
            // Nobody cancels this write: here a cancellation is a time-out of storage, and several failed tries are an aggregate.
            Log.NotRenewed(_logger, e, Row.PartitionKey);
            return _time.GetUtcNow() < written.ClaimUntil - (_duration / 3);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Work}: its claim could not be renewed")]
        public static partial void NotRenewed(ILogger logger, Exception exception, string work);

        [LoggerMessage(LogLevel.Warning, "{Work}: its claim could not be given back and runs out by itself")]
        public static partial void NotLetGo(ILogger logger, Exception exception, string work);
    }
}
