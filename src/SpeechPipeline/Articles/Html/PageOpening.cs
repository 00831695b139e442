using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// The text of a page before the article that the search finds: the standfirst under its title, or the question to
/// which the article is the answer. Both are read before the search, which changes the page.
/// </summary>
sealed class PageOpening
{
    const int ShortestStandfirst = 40;
    const int LongestStandfirst = 500;
    const int MostSiblings = 8;
    const int ShortestQuestion = 60;

    const string StandfirstClasses =
        ".standfirst, .subtitle, .sub-title, .dek, .deck, .lead, .lede, .article-lead, .article__lead, .article-summary, .article-subtitle, .post-subtitle, .entry-subtitle, "
        + ".chapeau, .chapo, .sottotitolo, .subheadline, .subheading, .teaser-text, [itemprop=alternativeHeadline]";

    readonly string? _standfirst;
    readonly IElement? _question;

    PageOpening(string? standfirst, IElement? question) => (_standfirst, _question) = (standfirst, question);

    public static PageOpening Of(IHtmlDocument document)
    {
        var headings = document.QuerySelectorAll("h1");
        var standfirst = headings.Length == 1 ? UnderTitle(headings[0]) : null;
        var question = document.QuerySelector("[itemtype$='schema.org/Question'] [itemprop=text], #question .post-text, #question .s-prose, #question, .question");
        return new PageOpening(standfirst, (IElement?)question?.Clone(deep: true));
    }

    /// <summary>The standfirst, where the article does not begin with it itself.</summary>
    public string? StandfirstOf(string article) =>
        _standfirst is not null && !Letters(article).Contains(Letters(_standfirst), StringComparison.OrdinalIgnoreCase) ? _standfirst : null;

    /// <summary>The question, where it is prose and the article is its answers alone.</summary>
    public IElement? QuestionOf(string article)
    {
        if (_question is null)
        {
            return null;
        }

        var first = _question.QuerySelectorAll("p").Select(paragraph => SpokenText.Normalize(paragraph.TextContent)).FirstOrDefault(text => text.Length >= ShortestQuestion);
        return first is not null && !Letters(article).Contains(Letters(first), StringComparison.Ordinal) ? _question : null;
    }

    // Emphasis and line breaks leave spaces where others have none.
    static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    // The element next to the title, or next to what holds the title alone.
    static string? UnderTitle(IElement title)
    {
        foreach (var parent in new[] { title.ParentElement, title.ParentElement?.ParentElement })
        {
            if (parent is null or { LocalName: "body" or "html" })
            {
                return null;
            }

            var named = parent.QuerySelectorAll(StandfirstClasses).Take(MostSiblings).Select(TextOf).FirstOrDefault(text => text is not null);
            var next = parent.LocalName is "header" or "hgroup"
                ? parent.Children.SkipWhile(child => child != title).Skip(1).Take(MostSiblings).Where(child => child.LocalName is "h2" or "p").Select(TextOf).FirstOrDefault(text => text is not null)
                : null;
            if ((named ?? next) is { } standfirst)
            {
                return standfirst;
            }
        }

        return null;
    }

    static string? TextOf(IElement element) =>
        element.QuerySelector("p, ul, time, img, form, button") is null && !IsLinked(element) && SpokenText.Normalize(element.TextContent) is { Length: >= ShortestStandfirst and <= LongestStandfirst } text
        && !AsideLine.Is(text) && !text.StartsWith("By ", StringComparison.Ordinal)
            ? text
            : null;

    static bool IsLinked(IElement element) => element.QuerySelectorAll("a[href]").Sum(link => link.TextContent.Length) * 2 > element.TextContent.Length;
}
