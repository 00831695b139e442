using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Html;

/// <summary>The elements of a document that are not spoken.</summary>
static partial class Unspoken
{
    const int MostLevelsOfName = 3;

    // Things to look at, to click on, or to run. "rt" and "rp" hold how a word is read, which the word says already.
    static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "audio", "button", "canvas", "datalist", "dialog", "embed", "head", "iframe", "input", "label", "map", "menu", "meter", "nav", "noscript",
        "object", "progress", "rp", "rt", "rtc", "script", "select", "style", "svg", "template", "textarea", "title", "video",
        "annotation", "annotation-xml", "del", "s", "strike",
        "amp-ad", "amp-analytics", "amp-embed", "amp-iframe", "amp-sidebar", "amp-social-share", "amp-sticky-ad", "amp-user-notification", "amp-auto-ads",
    };

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
        (Elements.Contains(element.LocalName) && !(element.LocalName == "button" && IsTitle(element.ParentElement)))
        || IsHidden(element) || IsNote(element) || ReferenceMark.Is(element) || ReferenceMark.IsPageNumber(element) || IsListing(element)
        || (element.GetAttribute("role") is { } role && Roles.Contains(role) && !IsTitle(element));

    /// <summary>Whether the element names what follows: a heading, the line that opens its details, a term. A button there folds the text below.</summary>
    public static bool IsTitle(IElement? element) => element?.LocalName is "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "summary" or "dt";

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

    /// <summary>Whether it is a program, by its contents, or by its name or that of an element close around it.</summary>
    public static bool IsCode(IElement pre)
    {
        if (pre.QuerySelector("code, samp, kbd") is not null)
        {
            return true;
        }

        IElement? named = pre;
        for (var level = 0; level <= MostLevelsOfName && named is not null and not { LocalName: "body" or "article" or "main" }; level++)
        {
            if (CodeClass().IsMatch(named.ClassName ?? ""))
            {
                return true;
            }

            named = named.ParentElement;
        }

        return false;
    }

    public static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden")
        || string.Equals(element.GetAttribute("aria-hidden"), "true", StringComparison.OrdinalIgnoreCase)
        || (element.ClassName is { } classes && InvisibleClass().IsMatch(classes))
        || (element.GetAttribute("style") is { } style && HiddenStyle().IsMatch(style));

    /// <summary>Whether the element says what can be seen in a picture or a table.</summary>
    public static bool IsCaption(IElement element) =>
        element.LocalName is "figcaption" or "caption" || (element.ClassName is { } classes && CaptionClass().IsMatch(classes));

    // A paragraph that a class calls a note, and that begins as one; in the same way a list of them.
    static bool IsNote(IElement element) =>
        SemanticsOf(element).Any(Notes.Contains)
        || (element.ClassName is { } classes && (BesideClass().IsMatch(classes) || FootnoteClass().IsMatch(classes)) && element.LocalName is not ("body" or "article" or "main"))
        || (element.LocalName is "p" or "li" or "dd" or "div" && ReferenceMark.BeginsNote(element));

    // Listings that are tables of lines, as Rouge and Pygments make them.
    static bool IsListing(IElement element) =>
        element.LocalName is "table" or "figure" or "div" && element.ClassName is { } classes && ListingClass().IsMatch(classes) && element.QuerySelector("pre, code") is not null;

    // Hidden by a height of zero: the preview text of mail.
    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide|max-height\s*:\s*0|font-size\s*:\s*0(px|pt|em)?\s*(;|!|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HiddenStyle();

    // For screen readers, which say aloud what the eye sees ("opens in a new window"), and for the lists of mail programs.
    [GeneratedRegex(
        @"(^|\s)(screen-reader(-text|-only)?|visually-?hidden|sr-only|element-invisible|assistive-text|off-?screen|show-for-sr|a11y-hidden|u-hidden-?visually|accessibly-hidden|preheader|preview-?text|MathJax_Preview)(\s|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InvisibleClass();

    // Side notes beside the text or within its sentences, and pull quotes, which repeat a passage.
    [GeneratedRegex(
        @"(^|\s)(side-?note|margin-?note|margin-?toggle|footnote-?(content|text|body|popup)|tooltip-?text|ltx_note|inline-?note|note-?content|(wp-block-)?pull-?quote)(\s|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BesideClass();

    [GeneratedRegex(@"(^|\s)(foot|end|rear)notes?(\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FootnoteClass();

    [GeneratedRegex(@"(^|[\s_-])(code|highlight|hljs|prettyprint|brush|language-\S+|lang-\S+|sourceCode|syntaxhighlighter|shell|console|programlisting|screen|listing|literallayout-code|codehilite|rouge|crayon-\S+)([\s_:-]|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CodeClass();

    [GeneratedRegex(@"(^|\s)(rouge-table|highlighttable|highlighter-rouge|sourceCode|codehilite|code-?block|highlight|highlight-\w+|syntaxhighlighter|crayon-\S+|programlisting)(\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ListingClass();

    [GeneratedRegex(@"(^|\s)(thumbcaption|gallerytext|wp-caption-text|(image|img|photo|figure|media)-?_?_?(caption|credits?)|photo-?by)(\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CaptionClass();
}
