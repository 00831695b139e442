using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using SmartReader;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Html;

/// <summary>The article that SmartReader (a port of Mozilla's Readability) finds in a page.</summary>
/// <param name="Content">The element that holds it.</param>
/// <param name="Runs">What was folded away before.</param>
sealed partial record PageArticle(string? Title, string? Author, string? Language, string? Site, IElement Content, FoldedRuns Runs)
{
    // SmartReader takes a time quadratic in the elements it is given: 8,000 took 2 s, 32,000 a minute.
    const int MostElements = 8_000;
    const int NeverTooMany = 0;
    const int ShortestQuestion = 12;

    // It reads the text below each element some twenty times: for 500 nested divisions, 100 kB became 2 GB. Articles are some 20 levels deep.
    const long MostRereading = 64;
    const long LittleRereading = 1_000_000;

    // If the page is not recognized as an article, the share of linked text tells a short article from a list of links.
    const double MostLinked = 0.6;

    public static PageArticle? Find(IHtmlDocument document)
    {
        var runs = FoldedRuns.Fold(document);
        // Readability reads styles less closely than browsers do, and takes them away.
        foreach (var hidden in document.QuerySelectorAll("[style]").Where(Unspoken.IsHidden))
        {
            hidden.SetAttribute("hidden", "");
        }
        PreparePage(document);
        // Readability removes elements named "header" or the like, but a term must keep its definition, and the reverse.
        foreach (var term in document.QuerySelectorAll("dt, dd"))
        {
            term.RemoveAttribute("class");
        }

        IElement? content = null;
        using var reader = new Reader("http://localhost/", document)
        {
            KeepClasses = true,
            MaxElemsToParse = NeverTooMany,
            ContinueIfNotReadable = true,
        };
        reader.AddCustomOperationEnd(element => content = element);
        if (document.All.Length > MostElements || IsDeep(document))
        {
            // Folding was not enough: the page is large, or nests deeply. Use the element that the page itself marks as its article.
            var main = document.QuerySelector("article") ?? document.QuerySelector("main, [role=main]") ?? document.Body;
            return main is null ? null : new PageArticle(Clean(document.Title), null, document.DocumentElement.GetAttribute("lang"), null, main, runs);
        }

        var article = reader.GetArticle();
        return content is null || !(article.IsReadable || IsText(content))
            ? null
            : new PageArticle(Clean(article.Title), AuthorOf(article), Clean(article.Language), Clean(article.SiteName), content, runs);
    }

    // Whether the text of the page, each word counted once for each element around it, is far more than the text.
    static bool IsDeep(IHtmlDocument document)
    {
        var (text, reread) = (0L, 0L);
        Count(document.DocumentElement, level: 1);
        return reread > Math.Max(LittleRereading, text * MostRereading);

        void Count(INode parent, int level)
        {
            var children = parent.ChildNodes;
            for (var i = 0; i < children.Length; i++)
            {
                var length = children[i] is IText words ? words.Length : 1;
                (text, reread) = (text + length, reread + ((long)length * level));
                Count(children[i], level + 1);
            }
        }
    }

    // The search removes buttons and elements with names that surroundings of articles often have, and prefers long comments to a short text.
    static void PreparePage(IHtmlDocument document)
    {
        var holders = new ArticleHolders(document);
        foreach (var comments in document.QuerySelectorAll("[id], [class]").Where(element => PageFurniture.IsCommentsOnly(element, holders)).ToList())
        {
            comments.Remove();
        }

        foreach (var beside in document.QuerySelectorAll(".hatnote, #siteSub, #contentSub").ToList())
        {
            beside.Remove();
        }
    }

    /// <summary>Makes words of buttons that hold some, and takes names that furniture has off prose; for the search and for reading alike.</summary>
    public static void ClearNames(IHtmlDocument document)
    {
        foreach (var button in document.QuerySelectorAll("button").Where(button => Unspoken.IsTitle(button.ParentElement) || IsQuestion(button)).ToList())
        {
            var words = document.CreateElement(Unspoken.IsTitle(button.ParentElement) ? "span" : "p");
            words.TextContent = button.TextContent;
            button.Replace(words);
        }

        var furniture = new PageFurniture();
        foreach (var prose in document.QuerySelectorAll("section, div").Where(element => PageFurniture.HasWordName(element) && furniture.IsProse(element)).ToList())
        {
            prose.RemoveAttribute("class");
            prose.RemoveAttribute("id");
        }
    }

    // "When is the road closed?" that unfolds its answer.
    static bool IsQuestion(IElement button) =>
        (button.HasAttribute("aria-expanded") || button.HasAttribute("aria-controls")) && button.TextContent.AsSpan().Trim() is [.., '?' or '？'] text && text.Length >= ShortestQuestion;

    static bool IsText(IElement content)
    {
        var (all, linked) = (LettersOf(content), content.QuerySelectorAll("a[href], button, label, option").Sum(LettersOf));
        return all > 0 && linked <= all * MostLinked;
    }

    static int LettersOf(IElement element) => element.TextContent.Count(char.IsLetterOrDigit);

    // "By Jane Doe" over the date on a line of its own: the name is what is wanted.
    static string? AuthorOf(SmartReader.Article article)
    {
        var author = string.IsNullOrWhiteSpace(article.Author) ? article.Byline : article.Author;
        return author is null ? null : Clean(ByWord().Replace(author.Trim().Split('\n')[0], ""));
    }

    static string? Clean(string? text) => text is null || SpokenText.Normalize(text) is not { Length: > 0 } clean ? null : clean;

    [GeneratedRegex(@"^\s*(written\s+)?by:?\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ByWord();
}
