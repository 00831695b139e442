using AngleSharp.Html.Dom;
using SpeechPipeline.Articles.Html.Choice;
using SpeechPipeline.Articles.Text;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Reads a web page. Mozilla's Readability finds the article in it; the title comes first, headings of the first and
/// second level begin chapters. Not read: the elements of <see cref="Unspoken"/>, and anything hidden.
/// </summary>
static class HtmlReader
{
    /// <exception cref="UnreadableArticleException">There is no article in the page, or it is out of bounds.</exception>
    public static Article Read(ArticleSource source, ReadingSettings settings) => Read(source, settings, BlockModel.Default);

    /// <inheritdoc cref="Read(ArticleSource, ReadingSettings)"/>
    internal static Article Read(ArticleSource source, ReadingSettings settings, BlockModel model)
    {
        var html = source.ReadText();
        if (string.IsNullOrWhiteSpace(html))
        {
            return new Article(null, null, null, []);
        }

        var document = Parse(source, html);
        var metadata = PageMetadata.Of(document, source.Address);
        var opening = PageOpening.Of(document);
        var choice = ArticleChoice.Of(document, model)
            ?? throw new UnreadableArticleException("No article was found in the page: it has no running text.");

        var page = choice.Article;
        var chapters = new ChapterList();
        var (title, author) = GutenbergFrame.OfTitle(page.Title);
        var marks = new HeadingChapters(chapters, metadata.SpokenTitle(title), opening.StandfirstOf(choice.Text));
        var furniture = new PageFurniture();
        if (opening.QuestionOf(choice.Text) is { } question)
        {
            new BlockWalk(chapters, settings, marks, furniture.Is, AsideLine.Is).Walk(question);
        }

        new BlockWalk(chapters, settings, marks, element => choice.IsEmpty(element) || (!choice.IsMost(element) && furniture.Is(element)), AsideLine.Is).Walk(choice.Body);
        var read = WithoutEmpty(GutenbergFrame.Without(chapters.Close(), page.Title));
        return new Article(
            title, page.Author ?? author, page.Language, settings.IncludeMatter ? read : [.. BackMatter.Without(read)], metadata.Date, page.Site, metadata.Image,
            metadata.Description, metadata.Link);
    }

    // "Contents", whose list was one of links.
    static Chapter WithoutHeadsOfLists(Chapter chapter) => chapter.Blocks.Count < 2 ? chapter : chapter with
    {
        Blocks = [.. chapter.Blocks.Where((block, i) => i == 0
            || !(block.Kind == BlockKind.Paragraph && PrintedPage.IsHeadOfContents(block.Text) && (i + 1 == chapter.Blocks.Count || chapter.Blocks[i + 1].Kind is BlockKind.SceneBreak or BlockKind.Heading)))],
    };

    /// <summary>The page with everything in its place.</summary>
    internal static IHtmlDocument Parse(ArticleSource source, string html)
    {
        var document = HtmlParsing.Parse(source.IsXhtml || html.AsSpan().TrimStart().StartsWith("<?xml", StringComparison.Ordinal) ? Xhtml.ToHtml(html) : html);
        StreamedParts.Place(document);
        return document;
    }

    // What stood under a heading may have been nothing to speak: references, pictures. And a page of several ends in "Next page: More >>".
    static List<Chapter> WithoutEmpty(IReadOnlyList<Chapter> chapters)
    {
        chapters = [.. chapters.Select(WithoutHeadsOfLists)];
        var kept = chapters.Where((chapter, i) => chapters.Count == 1
            || chapter.Blocks.Any(block => block.Kind != BlockKind.Heading)
            || (i + 1 < chapters.Count && chapters[i + 1].Level > chapter.Level)).ToList();
        if (kept is [.., { Blocks: [.., _, { Kind: BlockKind.Paragraph } last] } end] && last.Text.AsSpan().TrimEnd().EndsWith(">>", StringComparison.Ordinal))
        {
            kept[^1] = end with { Blocks = [.. end.Blocks.SkipLast(1)] };
        }

        return kept;
    }
}
