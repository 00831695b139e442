using Azure;

namespace SpeechPipeline.Shows;

/// <summary>A feed as sent to a reader.</summary>
/// <param name="Content">Its bytes, to be disposed; null if the reader has them already.</param>
/// <param name="ETag">Changes each time the feed is made.</param>
/// <param name="UpdatedAt">When it was made; null if the reader has it already.</param>
public sealed record FeedContent(Stream? Content, ETag ETag, DateTimeOffset? UpdatedAt);
