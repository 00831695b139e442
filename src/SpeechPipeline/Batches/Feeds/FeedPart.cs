namespace SpeechPipeline.Batches.Feeds;

/// <summary>One entry of a feed, mended.</summary>
/// <param name="Markup">Written to its end.</param>
/// <param name="IsCut">Whether the feed ends in the middle of it.</param>
sealed record FeedPart(MendedMarkup Markup, bool IsCut = false);
