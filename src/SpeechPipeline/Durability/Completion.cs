using Microsoft.Extensions.Logging;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>What follows the end of work: its observers, in their turn, then what is owed; then it leaves the index of the unfinished.</summary>
public sealed partial class Completion<TRow>(IEnumerable<EndObserver<TRow>> observers, UnfinishedIndex unfinished, ILogger<Completion<TRow>> logger)
    where TRow : class, IWorkRow
{
    readonly EndObserver<TRow>[] _observers = [.. observers.OrderBy(observer => observer.Turn)];

    /// <summary>Whether somebody is to be told of the work's end.</summary>
    public bool Concerns(TRow row) => Array.Exists(_observers, observer => observer.Concerns(row));

    /// <summary>Tells all whom the end concerns.</summary>
    public async Task TellAsync(TRow row, CancellationToken cancellationToken)
    {
        foreach (var observer in _observers.Where(observer => observer.Concerns(row)))
        {
            await observer.TellAsync(row, cancellationToken);
        }
    }

    /// <summary>The work has ended, whatever comes now: what cannot be told at once, the sweep will tell.</summary>
    /// <param name="row">The work, as its end was written.</param>
    /// <param name="sendOwed">Sends the message of what is owed, after which the work leaves the index; null: nothing is owed.</param>
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
        [LoggerMessage(LogLevel.Warning, "{Work}: what it belongs to could not be told of its end; the sweep will see to it")]
        public static partial void NotTold(ILogger logger, Exception exception, string work);
    }
}
