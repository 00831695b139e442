using Azure;

namespace SpeechPipeline.Shows;

/// <summary>A feed as it is handed to a reader.</summary>
/// <param name="Content">Its bytes, to be disposed of; null: the reader has them.</param>
/// <param name="ETag">Changes whenever it is made anew.</param>
/// <param name="UpdatedAt">When it was made; null where the reader has it.</param>
public sealed record FeedContent(Stream? Content, ETag ETag, DateTimeOffset? UpdatedAt);
