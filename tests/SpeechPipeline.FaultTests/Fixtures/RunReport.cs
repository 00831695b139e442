namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>What a finished run says for itself.</summary>
/// <param name="Article">What it was to make.</param>
/// <param name="What">Names it in a finding.</param>
/// <param name="Submitted">How often the article was handed in.</param>
/// <param name="MostJobs">How many jobs that may have made: one, where the client sent an <c>Idempotency-Key</c>.</param>
/// <param name="Accepted">The ids that were answered.</param>
/// <param name="Struck">Whether its fault struck.</param>
/// <param name="Kills">How many of its processes died.</param>
/// <param name="Redelivered">How often a message was shown again.</param>
/// <param name="Poisoned">How many messages were given up.</param>
/// <param name="CameToRest">Whether nothing was left to do in the end.</param>
/// <param name="MayPayAgain">How many segments may have been paid again: those in flight when a fault struck. Null: it is accounted for elsewhere.</param>
sealed record RunReport(
    Article Article,
    string What,
    int Submitted,
    int MostJobs,
    IReadOnlyList<string> Accepted,
    bool Struck,
    int Kills,
    int Redelivered,
    int Poisoned,
    bool CameToRest,
    int? MayPayAgain);
