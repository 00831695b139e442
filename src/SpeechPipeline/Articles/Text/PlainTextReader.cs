using System.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Text;

/// <summary>
/// Reads plain text: one chapter and no title, but where lines such as "CHAPTER II" part it; of a text of Project Gutenberg the text;
/// of a text set in pages for the printer, the pages as one. Blank lines part paragraphs, and so does an indented line after one that is not;
/// lines inside a paragraph flow together, unless they are too long to have been wrapped by hand. Bullets and numbers at the
/// start of lines make list items, a line of asterisks or the like makes a scene break, web addresses are their site's name.
/// </summary>
static class PlainTextReader
{
    // No convention wraps text by hand beyond 100 columns; where lines are longer, each is a paragraph.
    const int LongestWrappedLine = 120;

    public static Article Read(string content) =>
        PrintedPages.Of(content) is { } pages ? ReadPages(pages, hasHead: false) : Read(content, isSetInPages: false);

    /// <summary>Reads pages that were set for the printer; what stands at their left edge, where all else is indented, are headings.</summary>
    /// <param name="hasHead">Whether the first page has a head too.</param>
    public static Article ReadPages(IReadOnlyList<string> pages, bool hasHead) => Read(PrintedPages.Join(pages, hasHead), isSetInPages: true);

    static Article Read(string content, bool isSetInPages)
    {
        var (title, author) = GutenbergFrame.Take(ref content);
        var chapters = new ChapterList();
        var stretch = new List<PlainTextLine>();
        foreach (var line in PlainTextLine.All(content))
        {
            if (PrintedPage.IsFurniture(line.Text))
            {
                continue;
            }

            if (!line.IsBlank && !line.IsSceneBreak)
            {
                stretch.Add(line);
                continue;
            }

            AddStretch(stretch, chapters, isSetInPages);
            stretch.Clear();
            if (line.IsSceneBreak)
            {
                chapters.Add(Block.SceneBreak);
            }
        }

        AddStretch(stretch, chapters, isSetInPages);
        return new Article(title, author, null, chapters.Close());
    }

    static void AddStretch(List<PlainTextLine> lines, ChapterList chapters, bool isSetInPages)
    {
        if (isSetInPages && lines is [{ IsIndented: false, EndsClause: false } alone])
        {
            if (PrintedPage.IsNumberedHeading(alone.Text))
            {
                chapters.Begin(SpokenText.Normalize(alone.Text), 1);
            }

            chapters.Add(new Block(BlockKind.Heading, alone.Text));
            return;
        }

        if (lines.Count <= 2 && lines is [var first, ..] && PrintedPage.IsChapterHeading(first.Text))
        {
            var heading = string.Join(' ', lines.Select(line => line.Text));
            chapters.Begin(heading, 1);
            chapters.Add(new Block(BlockKind.Heading, heading));
            return;
        }

        var isWrapped = lines.TrueForAll(line => line.Text.Length <= LongestWrappedLine);
        var (kind, text) = (BlockKind.Paragraph, new StringBuilder());
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            PlainTextLine? before = i == 0 ? null : lines[i - 1];
            var isItem = line.Marker != ListMarker.None && (before is not { } b || kind == BlockKind.ListItem || b.EndsClause);
            if (isItem || !isWrapped || before is not { } previous || line.BeginsParagraphAfter(previous))
            {
                Flush();
                kind = isItem ? BlockKind.ListItem : BlockKind.Paragraph;
                text.Append(line.Marker == ListMarker.Bullet && isItem ? line.WithoutBullet : line.Text);
            }
            else
            {
                // A word that was parted at the end of a line keeps its hyphen: most such words are compounds.
                if (!(line.BeginsInLetter && previous.EndsInHyphen))
                {
                    text.Append('\n');
                }

                text.Append(line.Text);
            }
        }

        Flush();

        void Flush()
        {
            var words = WebAddress.Shorten(PrintedPage.WithoutMarks(text.ToString()));
            chapters.Add(new Block(kind, kind == BlockKind.ListItem ? SpokenText.WithStop(words) : words));
            text.Clear();
        }
    }
}
