using System.Text;
using SpeechPipeline.Articles.Formulas;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Text;

/// <summary>
/// Reads plain text: one chapter without a title, unless lines such as "CHAPTER II" divide it; Project Gutenberg texts without their frame;
/// text in printed pages as continuous text; text with its own markup (reStructuredText, subtitles) without the
/// markup. Blank lines separate paragraphs, and so does an indented line after one that is not; lines inside a paragraph flow together,
/// unless they are verse or too long to have been wrapped by hand. Bullets and numbers at the start of lines begin list items, a line of
/// asterisks or the like is a scene break, web addresses become the name of their site.
/// </summary>
sealed class PlainTextReader
{
    // No convention wraps text beyond 100 columns; if lines are longer, each is a paragraph.
    const int LongestWrappedLine = 120;

    readonly ChapterList _chapters = new();
    readonly bool _isSetInPages;
    readonly HashSet<string> _headings;
    readonly PartedWords? _words;
    readonly int _width;

    PlainTextReader(IReadOnlyList<PlainTextLine> lines, bool isSetInPages)
    {
        _isSetInPages = isSetInPages;
        _headings = HeadingsOf(lines);
        _words = PartedWords.Of(lines);
        _width = lines.Select(line => line.Text.Length).Where(length => length <= LongestWrappedLine).DefaultIfEmpty(0).Max();
    }

    public static Article Read(string content)
    {
        var frontMatter = FrontMatter.Take(ref content);
        var article = PrintedPages.Of(content) is { } pages ? ReadPages(pages, hasHead: false) : Read(content, isSetInPages: false);
        return article with
        {
            Title = frontMatter.Title ?? article.Title,
            Author = frontMatter.Author ?? article.Author,
            Language = frontMatter.Language,
            Date = frontMatter.Date,
            Description = frontMatter.Description,
        };
    }

    /// <summary>Reads pages of printed text. If other text is indented, lines at the left edge are headings.</summary>
    /// <param name="hasHead">Whether the first page has a head too.</param>
    public static Article ReadPages(IReadOnlyList<string> pages, bool hasHead) => Read(PrintedPages.Join(pages, hasHead), isSetInPages: true);

    static Article Read(string content, bool isSetInPages)
    {
        var (title, author) = GutenbergFrame.Take(ref content);
        content = TranscriberNotes.Without(SourceDialect.Plain(content));
        var (lines, sources) = PlainTextLine.AllWithSources(content);
        (lines, sources) = PrintedContents.Without(lines, sources);
        var text = PageNumbers.Without(lines, sources);
        var reader = new PlainTextReader(text, isSetInPages);
        reader.ReadAll(text);
        return new Article(title, author, null, reader._chapters.Close());
    }

    void ReadAll(IReadOnlyList<PlainTextLine> lines)
    {
        var stretch = new List<PlainTextLine>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (PrintedPage.IsFurniture(line.Text) || IsHeadOfContents(lines, i))
            {
                continue;
            }

            if (!line.IsBlank && stretch.Count == 1 && line.Underlines(stretch[0].Text) && SpokenText.HasSpeech(stretch[0].Text))
            {
                AddHeading(stretch[0].Text, beginsChapter: true);
                stretch.Clear();
            }
            else if (!line.IsBlank && !line.IsSceneBreak)
            {
                stretch.Add(line);
            }
            else
            {
                AddStretch(stretch);
                stretch.Clear();
                if (line.IsSceneBreak)
                {
                    _chapters.Add(Block.SceneBreak);
                }
            }
        }

        AddStretch(stretch);
    }

    // Titles that a table of contents names, and Roman numbers that come in order: each alone would prove little.
    static HashSet<string> HeadingsOf(IReadOnlyList<PlainTextLine> lines)
    {
        var headings = new HashSet<string>(StringComparer.Ordinal);
        var numbered = new List<string>();
        var last = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].IsBlank)
            {
                continue;
            }

            if (PrintedPage.TitleInContents(lines[i].Text) is { } title)
            {
                headings.Add(title);
            }
            else if ((i == 0 || lines[i - 1].IsBlank) && (i + 1 == lines.Count || lines[i + 1].IsBlank) && ChapterLine.RomanNumberOf(lines[i].Text) is > 0 and var number)
            {
                // Each part of a book may restart the count.
                if (number == last + 1 || number == 1)
                {
                    numbered.Add(lines[i].Text);
                    last = number;
                }
            }
        }

        if (numbered.Count > 1)
        {
            headings.UnionWith(numbered);
        }

        return headings;
    }

    static bool IsHeadOfContents(IReadOnlyList<PlainTextLine> lines, int i)
    {
        if (!PrintedPage.IsHeadOfContents(lines[i].Text))
        {
            return false;
        }

        var next = i + 1;
        while (next < lines.Count && lines[next].IsBlank)
        {
            next++;
        }

        return next < lines.Count && PrintedPage.IsFurniture(lines[next].Text);
    }

    void AddHeading(string line, bool beginsChapter)
    {
        var words = SpokenText.Normalize(Words(line));
        if (beginsChapter)
        {
            _chapters.Begin(words, 1);
        }

        _chapters.Add(new Block(BlockKind.Heading, words));
    }

    void AddStretch(List<PlainTextLine> lines)
    {
        if (_isSetInPages && lines is [{ IsIndented: false, EndsClause: false } alone])
        {
            AddHeading(alone.Text, PrintedPage.IsNumberedHeading(alone.Text));
            return;
        }

        if (lines.Count <= 2 && lines is [var first, ..] && (ChapterLine.Is(first.Text) || BackMatter.IsTitleOfReference(first.Text) || (lines.Count == 1 && _headings.Contains(first.Text))))
        {
            AddHeading(string.Join(' ', lines.Select(line => line.Text)), beginsChapter: true);
            return;
        }

        if (lines is [{ IsQuoted: true }, ..] && lines.TrueForAll(line => line.IsQuoted))
        {
            AddParagraphs([.. lines.Select(line => line.WithoutQuote).Where(line => !line.IsBlank)], BlockKind.Quote);
            return;
        }

        AddParagraphs(lines, BlockKind.Paragraph);
    }

    void AddParagraphs(List<PlainTextLine> lines, BlockKind ofParagraph)
    {
        var isWrapped = lines.TrueForAll(line => line.Text.Length <= LongestWrappedLine);
        var isVerse = isWrapped && !_isSetInPages && Verse.Is(lines, _width);
        var (kind, text) = (ofParagraph, new StringBuilder());
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            PlainTextLine? before = i == 0 ? null : lines[i - 1];
            var isItem = line.Marker != ListMarker.None && (before is not { } b || kind == BlockKind.ListItem || b.EndsClause) && !PrintedPage.IsEmphasis(line.Text);
            if (isItem || !isWrapped || before is not { } previous || (line.BeginsParagraphAfter(previous) && !isVerse))
            {
                Flush();
                kind = isItem ? BlockKind.ListItem : ofParagraph;
                text.Append(line.Marker == ListMarker.Bullet && isItem ? line.WithoutBullet : line.Text);
            }
            else if (line.BeginsInLetter && previous.EndsInHyphen)
            {
                if (_words?.IsPartedBetween(previous.Text, line.Text) == true)
                {
                    text.Length--;
                }

                text.Append(line.Text);
            }
            else
            {
                text.Append(isVerse ? LineEnds.Mark : '\n').Append(line.Text);
            }
        }

        Flush();

        void Flush()
        {
            var words = Words(text.ToString());
            _chapters.Add(new Block(kind, kind == BlockKind.ListItem ? SpokenText.WithStop(words) : words));
            text.Clear();
        }
    }

    static string Words(string text) => LineEnds.Spoken(TexFormula.ReadAllIn(WebAddress.Shorten(PrintedPage.WithoutMarks(text))));
}
