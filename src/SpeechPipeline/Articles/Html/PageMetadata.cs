using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// What a page says about itself that the search for the article would change or would read by the machine's time zone: its
/// headings, its day, its picture, its summary, its address.
/// </summary>
/// <param name="Date">The day as it is written there; no time zone moves it.</param>
/// <param name="Image">An absolute web address.</param>
/// <param name="Description">What it is about, in its own words.</param>
/// <param name="Link">The absolute web address that it says is its own.</param>
sealed partial record PageMetadata(IReadOnlyList<string> Headings, DateOnly? Date, string? Image, string? Description, string? Link)
{
    static readonly SearchValues<char> Separators = SearchValues.Create("|·•«»—–");

    const int MostHeadings = 1_000;

    // In characters; a title is no longer.
    const int LongestHeading = 2_000;

    const string DateFields =
        "meta[property='article:published_time'], meta[name='article:published_time'], meta[itemprop=datePublished], "
        + "meta[name='DC.Date.Issued'], meta[name='dc.date'], meta[name=date], meta[name='parsely-pub-date']";

    const string ImageFields = "meta[property='og:image'], meta[property='og:image:url'], meta[name='og:image'], meta[name='twitter:image']";

    const string DescriptionFields =
        "meta[name=description], meta[property='og:description'], meta[name='og:description'], meta[name='twitter:description']";

    const string LinkFields = "link[rel=canonical], meta[property='og:url']";

    public static PageMetadata Of(IHtmlDocument document, Uri? address) => new(
        [.. document.QuerySelectorAll("h1, h2").Take(MostHeadings).Select(heading => SpokenText.Normalize(ShortText.Of(heading, LongestHeading) ?? "")).Where(text => text.Length > 0)],
        DateOf(document),
        document.QuerySelectorAll(ImageFields).Select(field => Absolute(field.GetAttribute("content"), address)).FirstOrDefault(image => image is not null),
        document.QuerySelectorAll(DescriptionFields).Select(field => SpokenText.Normalize(field.GetAttribute("content") ?? "")).FirstOrDefault(text => text.Length > 0),
        document.QuerySelectorAll(LinkFields).Select(field => Absolute(field.GetAttribute("href") ?? field.GetAttribute("content"), address)).FirstOrDefault(link => link is not null));

    /// <summary>
    /// How a narrator says the title: as the heading of the page that is most of it, or of which it is the most. What is left over is
    /// the site's name.
    /// </summary>
    public string? SpokenTitle(string? title)
    {
        if (title is null)
        {
            return null;
        }

        var end = title.AsSpan().LastIndexOfAny(Separators);
        var name = end > title.Length / 2 ? title[..end].Trim() : title;
        return Headings.Where(heading => heading.Length >= title.Length / 3 && title.Contains(heading, StringComparison.OrdinalIgnoreCase)).MaxBy(heading => heading.Length)
            ?? Headings.FirstOrDefault(heading => heading.Length <= title.Length * 2 && heading.Contains(name, StringComparison.OrdinalIgnoreCase))
            ?? title;
    }

    static DateOnly? DateOf(IHtmlDocument document)
    {
        var fields = document.QuerySelectorAll(DateFields).Select(field => field.GetAttribute("content"))
            .Concat(document.QuerySelectorAll("script[type='application/ld+json']").Select(script => Published().Match(script.TextContent).Groups[1].Value))
            .Concat(document.QuerySelectorAll("time[itemprop=datePublished], time[pubdate]").Select(time => time.GetAttribute("datetime")));
        foreach (var field in fields)
        {
            var text = field.AsSpan().Trim();
            if (text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }
        }

        return null;
    }

    static string? Absolute(string? image, Uri? address)
    {
        if (string.IsNullOrWhiteSpace(image))
        {
            return null;
        }

        var isUri = address is null ? Uri.TryCreate(image.Trim(), UriKind.Absolute, out var uri) : Uri.TryCreate(address, image.Trim(), out uri);
        return isUri && uri!.Scheme is "http" or "https" ? uri!.AbsoluteUri : null;
    }

    [GeneratedRegex("\"datePublished\"\\s*:\\s*\"([^\"]{10,40})\"")]
    private static partial Regex Published();
}
