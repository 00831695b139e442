using SpeechPipeline.Outbound;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>The addresses in a feed, or in a page that names one.</summary>
static class FeedAddress
{
    /// <summary>The absolute address of a link; null where it leads to nothing that can be fetched. An empty one is of the feed itself.</summary>
    /// <param name="link">As it is written.</param>
    /// <param name="place">What it is relative to; null: unknown.</param>
    public static Uri? Of(string? link, Uri? place) =>
        !string.IsNullOrWhiteSpace(link) && Uri.TryCreate(place, link.Trim(), out var found) && found.IsAbsoluteUri && found.Scheme is "http" or "https" ? found : null;

    /// <summary>What links are relative to inside an element that says so (<c>xml:base</c>, <c>base</c>). One that is too long for an address says nothing.</summary>
    /// <param name="said">As it is written, relative to what holds around it; null: nothing is said.</param>
    /// <param name="place">What holds around it; null: unknown.</param>
    public static Uri? PlaceOf(string? said, Uri? place) =>
        said is { Length: <= OutboundUri.MaxLength } && Of(said, place) is { AbsoluteUri.Length: <= OutboundUri.MaxLength } found ? found : place;
}
