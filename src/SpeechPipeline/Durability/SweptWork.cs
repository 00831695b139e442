namespace SpeechPipeline.Durability;

/// <summary>What the sweep does for unfinished work of one kind.</summary>
public abstract class SweptWork
{
    /// <summary>A row of the index this old whose work or generation is not there belongs to something that was never accepted.</summary>
    static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(10);

    /// <summary>The name of the kind.</summary>
    public abstract string Kind { get; }

    /// <summary>Sends what is due and what a crash left owing. It may be repeated, and done twice at once.</summary>
    /// <param name="row">Of the work that is due.</param>
    /// <param name="round">The sweep.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract Task<Look> LookAtAsync(UnfinishedRow row, SweepRound round, CancellationToken cancellationToken);

    /// <summary>What is done with a row whose work is not there: it may be about to be accepted.</summary>
    protected static Look LookAtUnaccepted(UnfinishedRow row, SweepRound round) => round.Now - row.Due > Abandoned ? Look.AtRest : Look.Leave;
}
