using AngleSharp.Dom;
using SpeechPipeline.Articles;
using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>The feed that a page names as its own (<c>rel=alternate</c>).</summary>
static class FeedPage
{
    // A feed by its type comes first; a type that others have too is a feed's where the rest says so.
    static readonly string[] Types = ["application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/x-rss+xml"];
    static readonly string[] VagueTypes = ["application/xml", "text/xml", "application/json"];

    /// <summary>The feed's absolute address. Of several, the first that is not of the comments.</summary>
    /// <exception cref="BatchFormatException">The page names none that can be fetched.</exception>
    public static string Of(string page, Uri? address)
    {
        try
        {
            var document = HtmlParsing.Parse(page);
            var named = document.QuerySelectorAll("link[rel][href], a[rel][href]").Where(link => IsNamed(link)).ToList();
            if (named.Count == 0)
            {
                throw new BatchFormatException("#", "is a web page, and names no feed (rel=alternate). Give the address of its feed as feed_url, or the page itself as source_url of a job.");
            }

            var place = FeedAddress.PlaceOf(document.QuerySelector("base[href]")?.GetAttribute("href"), address);
            return named.OrderBy(link => IsVague(link) ? 1 : 0).ThenBy(link => IsOfComments(link) ? 1 : 0)
                .Select(link => FeedAddress.Of(FeedList.Absolute(link.GetAttribute("href")!.Trim(), address: null), place)).FirstOrDefault(feed => feed is not null)?.AbsoluteUri
                ?? throw new BatchFormatException("#", "is a web page whose feed has a relative address. Give the page's address as feed_url.");
        }
        catch (UnreadableArticleException e)
        {
            throw new BatchFormatException("#", $"is a web page that cannot be read: {e.Message}");
        }
    }

    static bool IsNamed(IElement link) =>
        link.GetAttribute("rel")!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Any(word => word.ToLowerInvariant() is "alternate" or "feed")
        && (Types.Contains(TypeOf(link)) || IsVague(link));

    static bool IsVague(IElement link) =>
        VagueTypes.Contains(TypeOf(link)) && $"{link.GetAttribute("href")} {link.GetAttribute("title")}".Split('/', '.', ' ', '-', '_', '?', '=')
            .Any(word => word.ToLowerInvariant() is "feed" or "feeds" or "rss" or "atom" or "index");

    static bool IsOfComments(IElement link) => $"{link.GetAttribute("href")} {link.GetAttribute("title")}".Contains("comment", StringComparison.OrdinalIgnoreCase);

    static string? TypeOf(IElement link) => link.GetAttribute("type")?.Split(';')[0].Trim().ToLowerInvariant();
}
