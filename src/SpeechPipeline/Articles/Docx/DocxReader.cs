using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Articles.Docx;

/// <summary>
/// Reads a Word document of 2007 or later, with or without macros, Transitional or Strict. Headings of the first and second level begin
/// chapters, as in Markdown. Not read: notes, comments, headers and footers, deleted or hidden text, tables of contents and
/// indexes, page numbers, programs.
/// </summary>
static class DocxReader
{
    /// <exception cref="UnreadableArticleException">It is not a Word document, is protected, damaged or out of bounds.</exception>
    public static ArticleReading Open(BinaryData content, ReadingSettings settings)
    {
        using var document = DocxDocument.Open(content);
        var properties = document.ReadProperties();
        var context = document.ReadContext(settings);
        var outline = new DocxOutline();
        var walk = new DocxWalk(outline.Chapters, context, outline.Heading);
        using var blocks = document.OpenBlocks(settings);
        while (blocks.Next() is { } block)
        {
            walk.Walk(block);
            outline.Next();
        }

        walk.Close();
        var title = outline.IsTitle ? outline.SpokenTitle : properties.Title ?? outline.SpokenTitle;
        return new ArticleReading(
            new Article(title, properties.Author, properties.Language ?? context.Languages.Main, []), ReadChapters(content, settings, outline.SpokenTitle));
    }

    /// <summary>Checks a document without unpacking its text: that it is a Word document, is not protected, and is within bounds.</summary>
    /// <exception cref="UnreadableArticleException">It is not a Word document, is protected, or is out of bounds.</exception>
    public static void Check(BinaryData content) => DocxDocument.Open(content).Dispose();

    static IEnumerable<Chapter> ReadChapters(BinaryData content, ReadingSettings settings, string? title)
    {
        using var document = DocxDocument.Open(content);
        var chapters = new ChapterList();
        var marks = new HeadingChapters(chapters, title);
        var walk = new DocxWalk(chapters, document.ReadContext(settings), (level, text) => marks.Heading(Math.Max(level, 1), text));
        using var blocks = document.OpenBlocks(settings);
        while (blocks.Next() is { } block)
        {
            walk.Walk(block);
            foreach (var chapter in chapters.Take())
            {
                yield return chapter;
            }
        }

        walk.Close();
        foreach (var chapter in chapters.Close())
        {
            yield return chapter;
        }
    }
}
