namespace SpeechPipeline.Jobs;

/// <summary>Finds the <c>retention_days</c> that a show sets for its jobs; null if it sets none, or does not exist. Registered by the folder <c>Shows</c>.</summary>
public delegate Task<int?> RetentionLookup(string show, CancellationToken cancellationToken);
