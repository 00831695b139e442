using Markdig;
using Markdig.Extensions.DefinitionLists;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SpeechPipeline.Articles.Formulas;
using SpeechPipeline.Articles.Html;
using SpeechPipeline.Articles.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Markdown;

/// <summary>
/// Reads Markdown. A first-level heading that opens the document and is the only one is its title; every other heading of the
/// first or second level at the top of the document begins a chapter; deeper ones are headings inside it. A title with nothing
/// after it runs into the chapter that follows. Blocks of HTML are read as in a page. Not read: code blocks, images, footnotes, front
/// matter, lists of the document's own headings. Items of numbered lists keep their numbers, table rows name the column before each
/// cell, web addresses become the name of their site.
/// </summary>
sealed class MarkdownReader : ChapterMarks
{
    // Definition lists and formulas are not part of CommonMark, but of most programs.
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseFootnotes()
        .UseEmphasisExtras()
        .UseTaskLists()
        .UseAlertBlocks()
        .UseMathematics()
        .UseDefinitionLists()
        .Build();

    readonly ChapterList _chapters = new();
    readonly PageFurniture _furniture = new();
    readonly ReadingSettings _settings;
    readonly string? _titleHeading;
    bool _onlyTitle;
    bool _isTitleSeen;

    MarkdownReader(ReadingSettings settings, string? titleHeading) => (_settings, _titleHeading) = (settings, titleHeading);

    public static Article Read(string content, ReadingSettings? settings = null)
    {
        var frontMatter = FrontMatter.Take(ref content);
        var document = Parse(MarkdownDialect.Plain(content));
        var title = TitleOf(document);
        var reader = new MarkdownReader(settings ?? ReadingSettings.Default, title);
        foreach (var block in document)
        {
            reader.AddBlock(block, BlockKind.Paragraph, isTop: true);
        }

        return new Article(
            frontMatter.Title ?? title, frontMatter.Author, frontMatter.Language, WithoutEmptyContents(reader._chapters.Close()), frontMatter.Date, Site: null,
            frontMatter.Image, frontMatter.Description, frontMatter.Link);
    }

    public override void Heading(int level, string text)
    {
        if (level <= 2 && _onlyTitle && !_chapters.HasBody)
        {
            _chapters.Rename(text, level);
        }
        else if (level <= 2)
        {
            _chapters.Begin(text, level);
        }

        _onlyTitle = level == 1 && text == _titleHeading && !_isTitleSeen;
        _isTitleSeen |= _onlyTitle;
        _chapters.Add(new Block(BlockKind.Heading, text));
    }

    // "Table of Contents", whose list was left out.
    static List<Chapter> WithoutEmptyContents(IReadOnlyList<Chapter> chapters) =>
        [.. chapters.Where(chapter => !(chapter.Title is { } title && PrintedPage.IsHeadOfContents(title) && chapter.Blocks.All(block => block.Kind == BlockKind.Heading)))];

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

    static string? TitleOf(MarkdownDocument document)
    {
        foreach (var block in document)
        {
            if (block is LinkReferenceDefinitionGroup or ThematicBreakBlock || (block is ParagraphBlock badges && SpokenText.Normalize(MarkdownText.Of(badges.Inline)).Length == 0))
            {
                continue;
            }

            if (block is HtmlBlock html)
            {
                if (HeadingOf(html) is { } first)
                {
                    return document.Any(other => other is HeadingBlock { Level: 1 }) ? null : first;
                }

                continue;
            }

            var isAlone = document.Count(other => other is HeadingBlock { Level: 1 }) == 1;
            return block is HeadingBlock { Level: 1 } heading && isAlone && TextOf(heading) is { Length: > 0 } text ? text : null;
        }

        return null;
    }

    // <h1 align="center">, as the pages of projects begin.
    static string? HeadingOf(HtmlBlock html)
    {
        var source = html.Lines.ToString();
        return source.Contains("<h1", StringComparison.OrdinalIgnoreCase)
            && HtmlParsing.Parse(source).QuerySelector("h1") is { } heading && SpokenText.Normalize(heading.TextContent) is { Length: > 0 } text
                ? text
                : null;
    }

    void AddBlock(Markdig.Syntax.Block block, BlockKind kind, bool isTop = false)
    {
        switch (block)
        {
            case ParagraphBlock paragraph:
                AddParagraph(MarkdownText.Of(paragraph.Inline), kind, isTop && IsLinkToFile(paragraph));
                break;
            case HeadingBlock heading:
                AddHeading(heading, isTop);
                break;
            case ThematicBreakBlock:
                _chapters.Add(Block.SceneBreak);
                break;
            case Table table:
                MarkdownTable.AddTo(_chapters, table);
                break;
            case ListBlock list:
                AddList(list);
                break;
            case DefinitionList definitions:
                AddDefinitions(definitions);
                break;
            case QuoteBlock quote:
                AddAll(quote, kind == BlockKind.ListItem ? kind : BlockKind.Quote);
                break;
            case MathBlock math:
                AddParagraph(TexFormula.Read(math.Lines.ToString()) ?? "", kind, isAside: false);
                break;
            case HtmlBlock html:
                AddHtml(html, kind, isTop);
                break;
            case FootnoteGroup or LinkReferenceDefinitionGroup or LeafBlock:
                break;
            case ContainerBlock container:
                AddAll(container, kind);
                break;
        }
    }

    void AddParagraph(string text, BlockKind kind, bool isAside)
    {
        var words = SpokenText.Normalize(text);
        if (kind is BlockKind.Paragraph or BlockKind.Quote && Spacer.IsOrnament(words))
        {
            _chapters.Add(Block.SceneBreak);
            return;
        }

        if (!isAside && !(kind == BlockKind.Paragraph && (AsideLine.Is(words) || (_onlyTitle && !_chapters.HasBody && Properties.Are(text)))))
        {
            _chapters.Add(new Block(kind, kind == BlockKind.ListItem ? SpokenText.WithStop(words) : words));
        }
    }

    void AddHeading(HeadingBlock heading, bool isTop)
    {
        var text = TextOf(heading);
        if (!SpokenText.HasSpeech(text))
        {
            return;
        }

        if (isTop)
        {
            Heading(heading.Level, text);
        }
        else
        {
            _chapters.Add(new Block(BlockKind.Heading, text));
        }
    }

    void AddHtml(HtmlBlock html, BlockKind kind, bool isTop)
    {
        if (html.Type is HtmlBlockType.Comment or HtmlBlockType.ProcessingInstruction or HtmlBlockType.DocumentType or HtmlBlockType.CData || HtmlParsing.Parse(html.Lines.ToString()).Body is not { } body)
        {
            return;
        }

        var into = isTop ? _chapters : new ChapterList();
        ChapterMarks marks = isTop ? this : new HeadingChapters(into, null);
        new BlockWalk(into, _settings, marks, skips: element => element.LocalName != "aside" && _furniture.Is(element), asides: AsideLine.Is).Walk(body);
        if (!isTop)
        {
            foreach (var block in into.Close().SelectMany(chapter => chapter.Blocks))
            {
                _chapters.Add(block.Kind == BlockKind.Paragraph ? block with { Kind = kind } : block);
            }
        }
    }

    void AddAll(ContainerBlock container, BlockKind kind)
    {
        foreach (var block in container)
        {
            AddBlock(block, kind);
        }
    }

    void AddList(ListBlock list)
    {
        if (IsContents(list))
        {
            return;
        }

        foreach (var item in list.OfType<ListItemBlock>())
        {
            var rest = 0;
            if (list.IsOrdered && item is [ParagraphBlock paragraph, ..])
            {
                _chapters.Add(new Block(BlockKind.ListItem, SpokenText.WithStop($"{item.Order}. {MarkdownText.Of(paragraph.Inline)}")));
                rest = 1;
            }

            foreach (var block in item.Skip(rest))
            {
                AddBlock(block, BlockKind.ListItem);
            }
        }
    }

    // "Lamp: A thing that gives light." Definitions of several blocks follow their term.
    void AddDefinitions(DefinitionList definitions)
    {
        foreach (var item in definitions.OfType<DefinitionItem>())
        {
            var terms = string.Join(", ", item.OfType<DefinitionTerm>().Select(term => SpokenText.Normalize(MarkdownText.Of(term.Inline))).Where(term => term.Length > 0));
            var blocks = item.Where(block => block is not DefinitionTerm).ToList();
            if (blocks is [ParagraphBlock first, ..])
            {
                _chapters.Add(new Block(BlockKind.ListItem, SpokenText.WithStop($"{terms}: {MarkdownText.Of(first.Inline)}")));
                blocks.RemoveAt(0);
            }
            else
            {
                _chapters.Add(new Block(BlockKind.ListItem, SpokenText.WithStop(terms)));
            }

            blocks.ForEach(block => AddBlock(block, BlockKind.ListItem));
        }
    }

    // Only links to the document's own headings.
    static bool IsContents(ListBlock list)
    {
        var links = list.Descendants<LinkInline>().ToList();
        return links.Count > 0 && links.TrueForAll(link => link.Url is ['#', _, ..])
            && list.Descendants<ParagraphBlock>().All(paragraph => paragraph.Inline?.FirstChild is LinkInline { NextSibling: null });
    }

    // A page of Notion by its exported name: a line that is nothing else.
    static bool IsLinkToFile(ParagraphBlock paragraph) =>
        paragraph.Inline?.FirstChild is LinkInline { NextSibling: null, IsImage: false, Url: { } url } && url.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && !url.Contains("://", StringComparison.Ordinal);

    static string TextOf(HeadingBlock heading) => SpokenText.Normalize(MarkdownText.Of(heading.Inline));
}
