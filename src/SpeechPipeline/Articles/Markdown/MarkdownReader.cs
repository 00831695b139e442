using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Markdown;

/// <summary>
/// Reads Markdown. A first-level heading that opens the document and is the only one is its title; every other heading of the
/// first or second level at the top of the document begins a chapter; deeper ones are headings inside it. A title with nothing
/// after it runs into the chapter that follows. Not read: code blocks, images, HTML, footnotes, definitions, front matter.
/// Items of numbered lists keep their numbers, rows of tables name the column before each cell, web addresses are their site's name.
/// </summary>
static class MarkdownReader
{
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseFootnotes()
        .UseEmphasisExtras()
        .UseTaskLists()
        .UseAlertBlocks()
        .Build();

    public static Article Read(string content)
    {
        var frontMatter = FrontMatter.Take(ref content);
        var document = Parse(content);
        var titleHeading = TitleOf(document);
        var title = frontMatter.Title ?? (titleHeading is null ? null : TextOf(titleHeading));
        var chapters = new ChapterList();
        var onlyTitle = false;
        foreach (var block in document)
        {
            if (block is not HeadingBlock heading)
            {
                AddBlock(block, BlockKind.Paragraph, chapters);
                continue;
            }

            var text = TextOf(heading);
            if (text.Length == 0)
            {
                continue;
            }

            if (heading.Level <= 2 && onlyTitle && !chapters.HasBody)
            {
                chapters.Rename(text, heading.Level);
            }
            else if (heading.Level <= 2)
            {
                chapters.Begin(text, heading.Level);
            }

            onlyTitle = heading == titleHeading;
            chapters.Add(new Block(BlockKind.Heading, text));
        }

        return new Article(
            title, frontMatter.Author, frontMatter.Language, chapters.Close(), frontMatter.Date, Site: null, frontMatter.Image, frontMatter.Description, frontMatter.Link);
    }

    static MarkdownDocument Parse(string content)
    {
        MarkdownBounds.Check(content);
        try
        {
            return Markdig.Markdown.Parse(content, Pipeline);
        }
        // Markdig refuses nesting beyond its limit, so that no document can exhaust the stack.
        catch (ArgumentException exception)
        {
            throw new UnreadableArticleException(
                "The Markdown nests its quotes, lists or emphasis too deeply to be read; at most 128 levels are allowed.", exception);
        }
    }

    static HeadingBlock? TitleOf(MarkdownDocument document)
    {
        var isSpoken = document.FirstOrDefault(block => block is not (HtmlBlock or LinkReferenceDefinitionGroup or ThematicBreakBlock));
        var isAlone = document.Count(block => block is HeadingBlock { Level: 1 }) == 1;
        return isSpoken is HeadingBlock { Level: 1 } heading && isAlone && TextOf(heading).Length > 0 ? heading : null;
    }

    static void AddBlock(Markdig.Syntax.Block block, BlockKind kind, ChapterList chapters)
    {
        switch (block)
        {
            case ParagraphBlock paragraph:
                var text = MarkdownText.Of(paragraph.Inline);
                chapters.Add(new Block(kind, kind == BlockKind.ListItem ? SpokenText.WithStop(text) : text));
                break;
            case HeadingBlock heading:
                chapters.Add(new Block(BlockKind.Heading, MarkdownText.Of(heading.Inline)));
                break;
            case ThematicBreakBlock:
                chapters.Add(Block.SceneBreak);
                break;
            case Table table:
                MarkdownTable.AddTo(chapters, table);
                break;
            case ListBlock list:
                AddList(list, chapters);
                break;
            case QuoteBlock quote:
                AddAll(quote, kind == BlockKind.ListItem ? kind : BlockKind.Quote, chapters);
                break;
            case FootnoteGroup or LinkReferenceDefinitionGroup or LeafBlock:
                break;
            case ContainerBlock container:
                AddAll(container, kind, chapters);
                break;
        }
    }

    static void AddAll(ContainerBlock container, BlockKind kind, ChapterList chapters)
    {
        foreach (var block in container)
        {
            AddBlock(block, kind, chapters);
        }
    }

    static void AddList(ListBlock list, ChapterList chapters)
    {
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var rest = 0;
            if (list.IsOrdered && item is [ParagraphBlock paragraph, ..])
            {
                chapters.Add(new Block(BlockKind.ListItem, SpokenText.WithStop($"{item.Order}. {MarkdownText.Of(paragraph.Inline)}")));
                rest = 1;
            }

            foreach (var block in item.Skip(rest))
            {
                AddBlock(block, BlockKind.ListItem, chapters);
            }
        }
    }

    static string TextOf(HeadingBlock heading) => SpokenText.Normalize(MarkdownText.Of(heading.Inline));
}
