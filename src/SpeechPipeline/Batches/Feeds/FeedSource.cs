using System.Text.Json;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>What was handed over as a feed.</summary>
abstract record FeedSource
{
    /// <summary>In bytes: as much as is fetched from an address.</summary>
    public const int MostBytes = Sources.SourceFetch.MostBytes;

    /// <summary>A feed in XML, of any version.</summary>
    public sealed record Xml(FeedMarkup Markup) : FeedSource;

    /// <summary>A feed in JSON.</summary>
    public sealed record Json(JsonElement Feed) : FeedSource;

    /// <summary>A list of feeds, by their addresses.</summary>
    public sealed record List(IReadOnlyList<string> Feeds) : FeedSource;

    /// <summary>A page that names its feed.</summary>
    public sealed record Page(string Feed) : FeedSource;

    /// <summary>Sees what it is, whatever its type was said to be.</summary>
    /// <param name="feed">Its bytes.</param>
    /// <param name="charset">Of its Content-Type; null: that named none.</param>
    /// <param name="address">Where it came from; null: unknown.</param>
    /// <exception cref="BatchFormatException">It is nothing of the kind.</exception>
    public static FeedSource Of(ReadOnlySpan<byte> feed, string? charset, Uri? address)
    {
        var text = FeedEncoding.Decode(feed, charset);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new BatchFormatException("#", "is empty.");
        }

        var json = JsonFeed.BeginningOf(text);
        if (json is { } begins && text.AsSpan(0, begins).IndexOf('<') < 0)
        {
            return new Json(JsonFeed.Parse(text[begins..]));
        }

        var markup = FeedMarkup.Find(text, out var first);
        return markup?.Root.LocalName switch
        {
            { } root when FeedRoots.IsFeed(root) => new Xml(markup),
            { } root when FeedRoots.IsList(root) => new List(FeedList.Of(markup, address)),
            { } root when FeedRoots.IsSitemap(root) => throw new BatchFormatException(
                "#", $"is a sitemap (its root is <{root}>), which names pages and no feed. Submit the pages as source_url, one job each."),
            null when json is { } late => new Json(JsonFeed.Parse(text[late..])),
            null when first is not "html" => throw new BatchFormatException("#", first is null
                ? "is no feed: it has no element. RSS, Atom, JSON Feed and OPML can be read, and pages that name their feed."
                : $"is no feed: its root is <{first}>. RSS, Atom, JSON Feed and OPML can be read, and pages that name their feed."),
            _ => new Page(FeedPage.Of(text, address)),
        };
    }
}
