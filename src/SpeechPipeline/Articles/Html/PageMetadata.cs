using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// The page's data about itself, which the search for the article would change, or would convert to the machine's time zone: its
/// headings, date, picture, summary and address.
/// </summary>
/// <param name="Headings">The headings of the first two levels.</param>
/// <param name="Main">The heading of the first level, where the page has one of its own, and it is not the name of the site.</param>
/// <param name="Date">The day as it is written there; no time zone moves it.</param>
/// <param name="Image">An absolute web address.</param>
/// <param name="Description">The page's own description.</param>
/// <param name="Link">The absolute web address that it says is its own.</param>
sealed partial record PageMetadata(IReadOnlyList<string> Headings, string? Main, DateOnly? Date, string? Image, string? Description, string? Link)
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
        [.. document.QuerySelectorAll("h1, h2").Take(MostHeadings).Select(TextOf).Where(text => text.Length > 0)],
        MainOf(document),
        DateOf(document),
        document.QuerySelectorAll(ImageFields).Select(field => Absolute(field.GetAttribute("content"), address)).FirstOrDefault(image => image is not null),
        document.QuerySelectorAll(DescriptionFields).Select(field => SpokenText.Normalize(field.GetAttribute("content") ?? "")).FirstOrDefault(text => text.Length > 0),
        document.QuerySelectorAll(LinkFields).Select(field => Absolute(field.GetAttribute("href") ?? field.GetAttribute("content"), address)).FirstOrDefault(link => link is not null));

    /// <summary>
    /// The title as it is spoken: the heading of the page that makes up most of the title, or contains it. The rest is
    /// the site's name.
    /// </summary>
    public string? SpokenTitle(string? title)
    {
        if (title is null)
        {
            return Main;
        }

        var end = title.AsSpan().LastIndexOfAny(Separators);
        var name = end > title.Length / 2 ? title[..end].Trim() : title;
        var most = Headings.Where(heading => heading.Length >= title.Length / 3 && title.Contains(heading, StringComparison.OrdinalIgnoreCase)).MaxBy(heading => heading.Length)
            ?? Headings.FirstOrDefault(heading => heading.Length <= title.Length * 2 && heading.Contains(name, StringComparison.OrdinalIgnoreCase));
        if (Main is null || most is null || most == Main)
        {
            return Main ?? most ?? title;
        }

        // If the title contains two headings, the longer is the article's, the other the site's or the author's.
        var isNamed = title.Contains(most, StringComparison.OrdinalIgnoreCase);
        return isNamed && (most.Length > Main.Length || !title.Contains(Main, StringComparison.OrdinalIgnoreCase)) ? most : Main;
    }

    // The words of a heading, without a style sheet, a script, a link to itself or a button that stand in it.
    static string TextOf(IElement heading)
    {
        if (ShortText.Of(heading, LongestHeading) is null)
        {
            return "";
        }

        if (heading.ChildElementCount == 0)
        {
            return SpokenText.Normalize(heading.TextContent);
        }

        var words = new ChapterList();
        new BlockWalk(words, ReadingSettings.Default, new HeadingChapters(words, null)).Walk(heading);
        return SpokenText.Normalize(string.Join(' ', words.Close().SelectMany(chapter => chapter.Blocks).Select(block => block.Text)));
    }

    static string? MainOf(IHtmlDocument document)
    {
        var headings = document.QuerySelectorAll("h1").Take(MostHeadings).Where(heading => !Unspoken.IsHidden(heading) && !IsLogo(heading)).Select(TextOf).Where(text => SpokenText.HasSpeech(text)).Distinct().ToList();
        var site = document.QuerySelector("meta[property='og:site_name']")?.GetAttribute("content")?.Trim();
        return headings.Count == 1 && !headings[0].Equals(site, StringComparison.OrdinalIgnoreCase) ? headings[0] : null;
    }

    // The name of the site, which leads to its first page, or is called so.
    static bool IsLogo(IElement heading) =>
        LogoName().IsMatch($"{heading.Id} {heading.ClassName} {heading.ParentElement?.ClassName}")
        || heading.QuerySelectorAll("a[href]").Any(link => link.GetAttribute("href") is "/" or "./" or "/index.html" or "#home" or "https://" || (link.GetAttribute("rel") ?? "").Contains("home", StringComparison.Ordinal));

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

    [GeneratedRegex(@"(^|[\s_-])(site-?(title|name|header|logo|branding)|logo|brand(ing)?|masthead|blog-?(title|name))([\s_-]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LogoName();

    [GeneratedRegex("\"datePublished\"\\s*:\\s*\"([^\"]{10,40})\"")]
    private static partial Regex Published();
}
