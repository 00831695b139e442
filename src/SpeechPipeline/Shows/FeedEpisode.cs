namespace SpeechPipeline.Shows;

/// <summary>An episode in a feed.</summary>
/// <param name="Row">The row of the episode.</param>
/// <param name="Date">In whole seconds; no two of one feed have the same.</param>
public sealed record FeedEpisode(EpisodeRow Row, DateTimeOffset Date);
