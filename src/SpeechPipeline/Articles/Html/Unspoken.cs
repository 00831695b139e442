using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Html;

/// <summary>The elements of a document that a narrator passes over.</summary>
static partial class Unspoken
{
    // Things to look at, to click on, or to run. "rt" and "rp" hold how a word is read, which the word says already.
    static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "audio", "button", "canvas", "datalist", "dialog", "embed", "head", "iframe", "input", "label", "map", "menu", "meter", "nav", "noscript",
        "object", "progress", "rp", "rt", "rtc", "script", "select", "style", "svg", "template", "textarea", "title", "video",
        "annotation", "annotation-xml", "del", "s", "strike",
    };

    // Of a mark with the white space around it.
    const int LongestMarkup = 100;

    // EPUB structural semantics and the roles of DPUB-ARIA, without their "doc-": references to notes, notes, page numbers.
    static readonly HashSet<string> Notes = new(StringComparer.Ordinal)
    {
        "noteref", "biblioref", "backlink", "referrer", "footnote", "footnotes", "rearnote", "rearnotes", "endnote", "endnotes", "note", "notes", "pagebreak",
    };

    static readonly HashSet<string> Roles = new(StringComparer.Ordinal)
    {
        "navigation", "search", "complementary", "contentinfo", "banner", "button", "toolbar", "menu", "menubar", "dialog", "alertdialog", "tooltip",
    };

    public static bool Is(IElement element) =>
        Elements.Contains(element.LocalName) || IsHidden(element) || IsNote(element) || IsReferenceMark(element)
        || (element.GetAttribute("role") is { } role && Roles.Contains(role));

    /// <summary>Whether the element is part of what surrounds an article in a page, which a book does not have.</summary>
    public static bool IsPageFurniture(IElement element) =>
        element.LocalName is "aside" or "footer" || NamesFurniture(element.Id) || element.ClassList.Any(NamesFurniture);

    /// <summary>The element's semantics: <c>epub:type</c>, and <c>role</c> where it is one of DPUB-ARIA.</summary>
    public static IEnumerable<string> SemanticsOf(IElement element)
    {
        if (element.GetAttribute("epub:type") is { } types)
        {
            foreach (var type in types.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                yield return type.ToLowerInvariant();
            }
        }

        if (element.GetAttribute("role") is { } role && role.StartsWith("doc-", StringComparison.Ordinal))
        {
            yield return role[4..];
        }
    }

    public static bool IsCode(IElement pre) => pre.QuerySelector("code, samp, kbd") is not null || CodeClass().IsMatch(pre.ClassName ?? "");

    public static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden")
        || string.Equals(element.GetAttribute("aria-hidden"), "true", StringComparison.OrdinalIgnoreCase)
        || (element.GetAttribute("style") is { } style && HiddenStyle().IsMatch(style));

    /// <summary>Whether the element says what can be seen in a picture or a table.</summary>
    public static bool IsCaption(IElement element) =>
        element.LocalName is "figcaption" or "caption" || (element.ClassName is { } classes && CaptionClass().IsMatch(classes));

    static bool NamesFurniture(string? name) => name is not null && FurnitureName().IsMatch(name);

    static bool IsNote(IElement element) => SemanticsOf(element).Any(Notes.Contains);

    // [1], a raised 1 or * that links within the document, "[edit]" and "[citation needed]" of wikis.
    static bool IsReferenceMark(IElement element)
    {
        if (element.LocalName is not ("sup" or "a" or "span"))
        {
            return false;
        }

        if (element.ClassName is { } classes && MarkClass().IsMatch(classes))
        {
            return true;
        }

        if (element.LocalName == "span" || ShortText.Of(element, LongestMarkup).AsSpan().Trim() is not { Length: > 0 and <= 12 } text)
        {
            return false;
        }

        var link = element.LocalName == "a" ? element : element.QuerySelector("a[href]");
        var isInternal = link?.GetAttribute("href")?.Contains('#', StringComparison.Ordinal) == true;
        if (isInternal && text is "#" or "¶" or "§" or "🔗" or "↩" or "↑" or "^")
        {
            return true;
        }

        var isRaised = element.LocalName == "sup" || element.QuerySelector("sup") is not null;
        return BracketedMark().IsMatch(text) ? isRaised || isInternal : isRaised && isInternal && RaisedMark().IsMatch(text);
    }

    // What content systems commonly name the things around an article.
    [GeneratedRegex(
        @"^(comments?|comments?-(area|list|section|form)|commentlist|respond|disqus_thread|shar(e|ing)|(post-|social-)?shar(e|ing)-?(bar|box|buttons?|icons?|links?|tools?)|sharedaddy|"
        + @"social|social-(icons?|links?|media|buttons?)|addthis\w*|related|related-?(articles?|content|links?|news|posts?|stories)|jp-relatedposts|newsletter|newsletter-(box|form|signup)|"
        + @"cookie-?(banner|bar|consent|message|notice)|breadcrumbs?|pagination|post-navigation|nav-links|navbox|toc|table-of-contents|references|reflist|refbegin|footnotes|advert(isement)?|ad-?(banner|box|container|slot|unit)|promo)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FurnitureName();

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HiddenStyle();

    [GeneratedRegex(@"(^|[\s_-])(code|highlight|hljs|prettyprint|brush|language-\S+|lang-\S+|sourceCode|syntaxhighlighter|shell|console)([\s_:-]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CodeClass();

    [GeneratedRegex(@"(^|\s)(reference|noteref|footnote-?ref\w*|mw-editsection|mw-cite-backlink|noprint|Inline-Template|screen-reader-text|visually-hidden|sr-only)(\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex MarkClass();

    [GeneratedRegex(@"(^|\s)(thumbcaption|gallerytext|wp-caption-text|(image|img|photo|figure|media)-?_?_?caption)(\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CaptionClass();

    [GeneratedRegex(@"^\[(\d{1,4}|[a-z]{1,2}|[ivxl]+|note \d+|\*+|†|‡)\]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BracketedMark();

    [GeneratedRegex(@"^(\d{1,4}|[a-z]|[ivxl]+|\*+|†|‡|§|¶)\)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RaisedMark();
}
