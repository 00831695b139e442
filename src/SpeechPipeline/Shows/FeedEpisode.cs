namespace SpeechPipeline.Shows;

/// <summary>An episode as a feed has it.</summary>
/// <param name="Row">What is known of it.</param>
/// <param name="Date">In whole seconds; no two of one feed have the same.</param>
public sealed record FeedEpisode(EpisodeRow Row, DateTimeOffset Date);
