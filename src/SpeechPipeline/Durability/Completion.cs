using Microsoft.Extensions.Logging;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>The steps after the end of work: its observers in order, then the owed webhook; then the work leaves the index of unfinished work.</summary>
public sealed partial class Completion<TRow>(IEnumerable<EndObserver<TRow>> observers, UnfinishedIndex unfinished, ILogger<Completion<TRow>> logger)
    where TRow : class, IWorkRow
{
    readonly EndObserver<TRow>[] _observers = [.. observers.OrderBy(observer => observer.Turn)];

    /// <summary>Whether any observer must be told of the end.</summary>
    public bool Concerns(TRow row) => Array.Exists(_observers, observer => observer.Concerns(row));

    /// <summary>Tells all observers that the end concerns.</summary>
    public async Task TellAsync(TRow row, CancellationToken cancellationToken)
    {
        foreach (var observer in _observers.Where(observer => observer.Concerns(row)))
        {
            await observer.TellAsync(row, cancellationToken);
        }
    }

    /// <summary>Called after the end is written. If an observer cannot be told now, the sweep tells it later.</summary>
    /// <param name="row">The row with the written end.</param>
    /// <param name="sendOwed">Sends the message of the owed webhook; if it succeeds, the work leaves the index. Null: none is owed.</param>
    public async Task FollowAsync(TRow row, Func<Task>? sendOwed)
    {
        try
        {
            await TellAsync(row, CancellationToken.None);
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
            Log.NotTold(logger, e, row.PartitionKey);
            return;
        }

        await (sendOwed?.Invoke() ?? unfinished.RemoveAsync(row, CancellationToken.None));
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Work}: its batch, show or drop folder could not be told of its end; the sweep will tell it")]
        public static partial void NotTold(ILogger logger, Exception exception, string work);
    }
}
