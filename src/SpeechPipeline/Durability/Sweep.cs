using Microsoft.Extensions.Logging;

namespace SpeechPipeline.Durability;

/// <summary>
/// Sends messages that are due, and messages that a crash left unsent. It reads only the index of unfinished work, so its cost depends on that alone.
/// Every step may be repeated, and two sweeps may run at once.
/// </summary>
public sealed partial class Sweep(UnfinishedIndex unfinished, WorkKinds kinds, IEnumerable<SweptWork> works, SweepTiming timing, TimeProvider time, ILogger<Sweep> logger)
{
    readonly Dictionary<string, SweptWork> _works = works.ToDictionary(work => work.Kind, StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var round = new SweepRound(time);
        await Parallel.ForEachAsync(UnfinishedRow.AllShards, cancellationToken, async (shard, token) =>
        {
            await foreach (var row in unfinished.DueAsync(shard, round.Now, token))
            {
                try
                {
                    await LookAtAsync(row, round, token);
                }
                catch (Exception e) when (!token.IsCancellationRequested)
                {
                    // A fault with one piece of work must not stop the others. Its row stays due.
                    Log.NotLookedAt(logger, e, row.Job);
                }
            }
        });
    }

    async Task LookAtAsync(UnfinishedRow row, SweepRound round, CancellationToken cancellationToken)
    {
        var work = _works[row.Kind ?? kinds.Of(row.Job).Name];
        switch (await work.LookAtAsync(row, round, cancellationToken))
        {
            case Look.Done:
                await unfinished.RemoveAsync(row, cancellationToken);
                break;
            case Look.Later later:
                await unfinished.MoveAsync(row, later.Due > round.Now ? later.Due.Value : round.Now + timing.After, cancellationToken);
                break;
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Work}: the sweep failed on it and will try again")]
        public static partial void NotLookedAt(ILogger logger, Exception exception, string work);
    }
}

/// <summary>The timing of the sweep.</summary>
/// <param name="After">How long it ignores work that was just written or checked.</param>
public sealed record SweepTiming(TimeSpan After);
