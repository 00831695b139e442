namespace SpeechPipeline.Batches.Feeds;

/// <summary>What the root of a document says it is.</summary>
static class FeedRoots
{
    /// <summary>Whether an element is the root of something that this reader knows; else it is what a site's software has written before it.</summary>
    public static bool IsKnown(string localName) => IsFeed(localName) || IsList(localName) || IsSitemap(localName) || IsPage(localName);

    public static bool IsFeed(string localName) => localName.ToUpperInvariant() is "RSS" or "RDF" or "FEED" or "CHANNEL";

    public static bool IsList(string localName) => localName.Equals("opml", StringComparison.OrdinalIgnoreCase);

    public static bool IsSitemap(string localName) => localName.ToUpperInvariant() is "URLSET" or "SITEMAPINDEX";

    /// <summary>The elements that only a page has at its beginning.</summary>
    public static bool IsPage(string localName) => localName.ToUpperInvariant() is "HTML" or "HEAD" or "BODY";
}
