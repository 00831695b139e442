namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>What a finished run says for itself.</summary>
/// <param name="Article">What it was to make.</param>
/// <param name="What">Names it in a finding.</param>
/// <param name="Accepted">The ids that were answered.</param>
/// <param name="CameToRest">Whether nothing was left to do in the end.</param>
/// <param name="Poisoned">How many messages were given up.</param>
/// <param name="MayPayAgain">How many segments may have been paid again: those in flight when a fault struck. Null: it is accounted for elsewhere.</param>
sealed record RunReport(Article Article, string What, IReadOnlyList<string> Accepted, bool CameToRest, int Poisoned, int? MayPayAgain)
{
    /// <summary>How often the article was handed in.</summary>
    public int Submitted { get; init; } = 1;

    /// <summary>How many jobs that may have made: one, where the client sent an <c>Idempotency-Key</c>.</summary>
    public int MostJobs { get; init; } = 1;

    /// <summary>How many faults struck.</summary>
    public int Strikes { get; init; }

    /// <summary>How many of its processes died.</summary>
    public int Kills { get; init; }

    /// <summary>How many of them while segments were in flight.</summary>
    public int KillsInFlight { get; init; }

    /// <summary>How often a message was shown again.</summary>
    public int Redelivered { get; init; }
}
