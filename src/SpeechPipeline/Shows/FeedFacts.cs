namespace SpeechPipeline.Shows;

/// <summary>What is known of a feed that is made.</summary>
public sealed record FeedFacts(int Episodes, DateTimeOffset UpdatedAt);
