namespace SpeechPipeline.Durability;

/// <summary>The sweep's actions for unfinished work of one kind.</summary>
public abstract class SweptWork
{
    /// <summary>If an index row is this old and its work or generation does not exist, the work was never accepted.</summary>
    static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <summary>The name of the kind.</summary>
    public abstract string Kind { get; }

    /// <summary>Sends messages that are due, and messages that a crash left unsent. May be repeated and run concurrently.</summary>
    /// <param name="row">The index row of the work that is due.</param>
    /// <param name="round">The sweep.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public abstract Task<Look> LookAtAsync(UnfinishedRow row, SweepRound round, CancellationToken cancellationToken);

    /// <summary>The result for a row whose work does not exist: the work may be about to be accepted.</summary>
    protected static Look LookAtUnaccepted(UnfinishedRow row, SweepRound round) => round.Now - row.Due > Abandoned ? Look.AtRest : Look.Leave;
}
