using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Recognizes the surroundings of an article by the names that content systems give them. Articles use some of these names too ("social",
/// "related", "references"): with such a name, prose without links belongs to the article.
/// </summary>
sealed partial class PageFurniture
{
    // Looks into elements cost as much as their text; a page has few that need one.
    const int MostLooks = 100;
    const int ShortestProse = 100;

    int _looks;

    public bool Is(IElement element) =>
        element.LocalName is "aside" or "footer"
        || Names(element, Name())
        || (Names(element, WordName()) && !IsProse(element));

    /// <summary>Whether the element has a name that articles do not use.</summary>
    public static bool HasName(IElement element) => Names(element, Name());

    /// <summary>Whether the element holds what readers wrote under the article.</summary>
    public static bool IsComments(IElement element) => Names(element, CommentsName());

    /// <summary>Whether it holds those and no article that they belong to.</summary>
    /// <param name="element">The element.</param>
    /// <param name="holders">Of its page.</param>
    public static bool IsCommentsOnly(IElement element, ArticleHolders holders) =>
        element.LocalName is "div" or "section" or "ol" or "ul" && !holders.Contains(element) && IsComments(element);

    /// <summary>Whether the element has one of the names that articles use too.</summary>
    public static bool HasWordName(IElement element) => Names(element, WordName());

    /// <summary>Whether it holds running text and nothing that leads away.</summary>
    public bool IsProse(IElement element) =>
        _looks++ < MostLooks
        && element.QuerySelector("a[href], li, form, img, button") is null
        && element.QuerySelectorAll("p").Sum(paragraph => paragraph.TextContent.Count(char.IsLetter)) >= ShortestProse;

    static bool Names(IElement element, Regex name) =>
        (element.Id is { Length: > 0 } id && name.IsMatch(id)) || (element.ClassName is { Length: > 0 } && element.ClassList.Any(name.IsMatch));

    [GeneratedRegex(
        @"^(comments?|comments?-(area|list|section|form|thread)|commentlist|respond|disqus_thread|reacties|reactie(content|lijst)|kommentare?|leser-?kommentare|commentaires|comentarios|comentários|commenti)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CommentsName();

    [GeneratedRegex(
        @"^(comments?|comments?-(area|list|section|form|thread)|commentlist|respond|disqus_thread|reacties|reactie(content|lijst)|kommentare?|leser-?kommentare|commentaires|comentarios|comentários|commenti|"
        + @"shar(e|ing)|(post-|social-)?shar(e|ing)-?(bar|box|buttons?|icons?|links?|tools?)|sharedaddy|social-(icons?|links?|media|buttons?)|addthis\w*|"
        + @"related-?(articles?|content|links?|news|posts?|stories)|jp-relatedposts|newsletter|newsletter-?(box|form|signup)|subscribe(-?(box|form|banner))?|paywall(-\w+)?|"
        + @"author-?(box|bio|info|card)|about-?(the-)?author|post-author|cookie-?(banner|bar|consent|message|notice)|breadcrumbs?|pagination|pager|post-navigation|post-menu|nav-links|navbox|hatnote|siteSub|"
        + @"vote(s|cell)?|js-vote-count|table-of-contents|reflist|refbegin|advert(s|isements?|ising)?|ads?|ad-?(banner|box|container|slot|unit)|ticker|news-?ticker|wp-block-buttons?|skip-?link|noprint|no-print|pg-boilerplate|pg-?(header|footer))$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^(social|related|references|footnotes|toc|promo)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WordName();
}
