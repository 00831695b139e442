using AngleSharp.Html.Dom;
using SpeechPipeline.Articles.Html.Choice;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Reads a web page. What of it is the article, Mozilla's Readability decides; the title comes first, headings of the first and
/// second level begin chapters. Not read: what <see cref="Unspoken"/> lists, and whatever is hidden.
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
            ?? throw new UnreadableArticleException("There is no article in the page: nothing in it is running text.");

        var page = choice.Article;
        var chapters = new ChapterList();
        var marks = new HeadingChapters(chapters, metadata.SpokenTitle(page.Title), opening.StandfirstOf(choice.Text));
        var furniture = new PageFurniture();
        if (opening.QuestionOf(choice.Text) is { } question)
        {
            new BlockWalk(chapters, settings, marks, furniture.Is, AsideLine.Is).Walk(question);
        }

        new BlockWalk(chapters, settings, marks, element => choice.IsEmpty(element) || (!choice.IsMost(element) && furniture.Is(element)), AsideLine.Is).Walk(choice.Body);
        var read = WithoutEmpty(chapters.Close());
        return new Article(
            page.Title, page.Author, page.Language, settings.IncludeMatter ? read : BackMatter.Without(read), metadata.Date, page.Site, metadata.Image,
            metadata.Description, metadata.Link);
    }

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
