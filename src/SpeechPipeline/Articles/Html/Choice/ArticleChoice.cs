using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SpeechPipeline.Articles.Html.Choice;

/// <summary>
/// Which of a page's text is the article: Readability's choice, corrected run by run. It often takes one of several parts of an article, or
/// what follows it as well; <see cref="BlockModel"/> decides on each run of text.
/// </summary>
sealed class ArticleChoice
{
    const string Number = "data-number-of-block";

    // Of a page with less, the numbers say little.
    const int FewestLetters = 1_500;
    const double LeastOdds = 0;

    const int MostLinesUnderHeading = 2;
    const int FewestLettersUnderHeading = 100;

    readonly HashSet<IElement> _empty;
    readonly HashSet<IElement> _most;

    ArticleChoice(PageArticle article, IElement body, IReadOnlyList<PageBox> boxes, string text)
    {
        (Article, Body, Text) = (article, body, text);
        _empty = [.. boxes.Where(box => box.Letters > 0 && box.Kept == 0).Select(box => box.Element)];
        _most = [.. boxes.Where(box => box.Kept * 2 > boxes[0].Kept && !box.IsComments).Select(box => box.Element)];
    }

    /// <summary>What Readability found.</summary>
    public PageArticle Article { get; }

    /// <summary>The innermost part of the page that holds all that is chosen.</summary>
    public IElement Body { get; }

    /// <summary>What is chosen, as one text.</summary>
    public string Text { get; }

    /// <summary>Chooses, and takes out of the page the words that are not chosen; null where there is no article in it.</summary>
    public static ArticleChoice? Of(IHtmlDocument document, BlockModel model)
    {
        var page = BlocksOf(document, out var article);
        if (article is null)
        {
            return null;
        }

        var isLittle = page.All.Sum(block => block.Letters) < FewestLetters;
        var isKept = page.All.Zip(BlockFeatures.Of(page), (block, row) => !block.Box.IsComments && (isLittle ? block.IsPicked : model.OddsOf(row) > LeastOdds)).ToArray();
        KeepHeadings(page.All, isKept);
        if (!isKept.Any(kept => kept))
        {
            // What was found is more than nothing.
            isKept = [.. page.All.Select(block => block.IsPicked)];
        }

        var kept = new List<string>();
        foreach (var (i, block) in page.All.Index())
        {
            if (isKept[i])
            {
                block.Box.Kept += block.Letters;
                kept.Add(block.Text());
            }
            else
            {
                block.Empty();
            }
        }

        foreach (var box in page.Boxes.Reverse().Where(box => box.Parent is not null))
        {
            box.Parent!.Kept += box.Kept;
        }

        return new ArticleChoice(article, InnermostOf(page.Boxes), page.Boxes, string.Join('\n', kept));
    }

    // Around it there may be what has no words to choose: the picture of a logo, rules, empty frames.
    static IElement InnermostOf(IReadOnlyList<PageBox> boxes) =>
        boxes.Last(box => box.Parent is null || (box.Kept > 0 && box.Kept == boxes[0].Kept && box.Element.LocalName is "main" or "article" or "section" or "div")).Element;

    /// <summary>The runs of text of a page, and the article that Readability finds in it.</summary>
    public static PageBlocks BlocksOf(IHtmlDocument document, out PageArticle? article)
    {
        PageArticle.ClearNames(document);
        var page = PageBlocks.Of(document.Body ?? document.DocumentElement);
        article = Pick(document, page);
        return page;
    }

    /// <summary>Whether the element has text of which nothing is chosen.</summary>
    public bool IsEmpty(IElement element) => _empty.Contains(element);

    /// <summary>Whether most of what is chosen is in the element: then it is no furniture, whatever it is called.</summary>
    public bool IsMost(IElement element) => _most.Contains(element);

    // A heading within the article belongs to the text under it, however short it is and wherever its link leads. A line on the author and the day may stand between them.
    static void KeepHeadings(IReadOnlyList<PageBlock> blocks, bool[] isKept)
    {
        var hasText = false;
        for (var i = 0; i < blocks.Count; i++)
        {
            hasText |= isKept[i] && blocks[i].Box.HeadingLevel == 0;
            if (!hasText || isKept[i] || blocks[i].Box.HeadingLevel < 2 || blocks[i].Box.IsComments)
            {
                continue;
            }

            var next = i + 1;
            while (next < blocks.Count && next <= i + MostLinesUnderHeading && !isKept[next] && blocks[next].Box.HeadingLevel == 0)
            {
                next++;
            }

            isKept[i] = next < blocks.Count && isKept[next] && blocks[next].Box.HeadingLevel == 0 && blocks[next].Letters >= FewestLettersUnderHeading;
        }
    }

    // Readability changes the page that it reads, so it is given a copy; numbers tell which element of it is which.
    static PageArticle? Pick(IHtmlDocument document, PageBlocks page)
    {
        foreach (var (number, box) in page.Boxes.Index())
        {
            box.Element.SetAttribute(Number, number.ToString(CultureInfo.InvariantCulture));
        }

        if (PageArticle.Find((IHtmlDocument)document.Clone(deep: true)) is not { } article)
        {
            return null;
        }

        var picked = new HashSet<PageBox>();
        Collect(article.Content, page.Boxes[0]);
        foreach (var block in page.All)
        {
            block.IsPicked = picked.Contains(block.Box);
        }

        return article;

        // Words that stand in the body itself come back in an element that Readability has made around them.
        void Collect(INode node, PageBox box)
        {
            if (node is IText text && !string.IsNullOrWhiteSpace(text.Data))
            {
                picked.Add(box.Table ?? box);
            }

            if (node is not IElement element)
            {
                return;
            }

            if (article.Runs.Unfold(element) is { } run)
            {
                Array.ForEach(run, part => Collect(part, box));
                return;
            }

            if (int.TryParse(element.GetAttribute(Number), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < page.Boxes.Count)
            {
                box = page.Boxes[number];
                picked.Add(box);
            }

            for (var i = 0; i < element.ChildNodes.Length; i++)
            {
                Collect(element.ChildNodes[i], box);
            }
        }
    }
}
