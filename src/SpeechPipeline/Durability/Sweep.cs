using Microsoft.Extensions.Logging;

namespace SpeechPipeline.Durability;

/// <summary>
/// Sends what is due and what a crash left owing. It reads the index of the unfinished only, so that its cost follows what is unfinished.
/// Every step may be repeated, and two sweeps at once do no harm.
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
                    // The others' turn must not depend on this one. Its row is due until it can be looked at.
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
        [LoggerMessage(LogLevel.Error, "{Work}: the sweep could not see to it and will try again")]
        public static partial void NotLookedAt(ILogger logger, Exception exception, string work);
    }
}
