namespace SpeechPipeline.Shows;

/// <summary>The data of a finished feed.</summary>
public sealed record FeedFacts(int Episodes, DateTimeOffset UpdatedAt);
