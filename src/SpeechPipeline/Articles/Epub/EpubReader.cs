using AngleSharp.Dom;
using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Articles.Epub;

/// <summary>
/// Reads a book, EPUB 2 or 3: the files of its spine in order and one at a time, with the chapters of its table of contents.
/// Title page, imprint, contents, notes and the like are left out, unless they are asked for.
/// </summary>
static class EpubReader
{
    /// <exception cref="UnreadableArticleException">It is not an EPUB, is damaged, encrypted or out of bounds. Also thrown when a chapter is asked for that is damaged or out of bounds.</exception>
    public static ArticleReading Open(BinaryData content, ReadingSettings settings)
    {
        using var archive = EpubArchive.Open(content);
        EpubProtection.Check(archive);
        var package = EpubPackage.Read(archive);
        var entries = package.Navigation is { } navigation ? EpubNavigation.Read(archive, navigation) : [];
        return new ArticleReading(
            new Article(package.Title, package.Author, package.Language, [], package.Date, Description: package.Description, Cover: package.Cover),
            GutenbergFrame.WithoutLicence(ReadChapters(content, package, entries, settings)));
    }

    static IEnumerable<Chapter> ReadChapters(BinaryData content, EpubPackage package, IReadOnlyList<NavigationEntry> entries, ReadingSettings settings)
    {
        using var archive = EpubArchive.Open(content);
        var chapters = new ChapterList();
        var marks = new NavigationChapters(chapters, entries);
        var styles = new EpubStyles(archive);
        foreach (var path in package.Spine.Where(path => settings.IncludeMatter || !(path == package.Navigation || package.Matter.Contains(path) || marks.IsMatter(path))))
        {
            ReadFile(archive, styles, path, package.Drawings.Contains(path), chapters, settings, marks);
            foreach (var chapter in chapters.Take().Where(IsRead))
            {
                yield return chapter;
            }
        }

        foreach (var chapter in chapters.Close().Where(IsRead))
        {
            yield return chapter;
        }

        // Only the heading is left of a chapter of notes: they were all left out.
        bool IsRead(Chapter chapter) => settings.IncludeMatter
            || !(BackMatter.IsReference(chapter) || (BackMatter.IsNotes(chapter.Title ?? chapter.Blocks[0].Text) && chapter.Blocks.All(block => block.Kind == BlockKind.Heading)));
    }

    /// <summary>One file of a book, such as its cover.</summary>
    /// <exception cref="UnreadableArticleException">It is missing, encrypted, damaged or too large.</exception>
    public static byte[] ReadFile(BinaryData content, string path)
    {
        using var archive = EpubArchive.Open(content);
        return archive.Read(path);
    }

    /// <summary>Checks a book without unpacking its text: that it is an EPUB, is not encrypted, and is within bounds.</summary>
    /// <exception cref="UnreadableArticleException">It is not an EPUB, is encrypted, or is out of bounds.</exception>
    public static void Check(BinaryData content)
    {
        using var archive = EpubArchive.Open(content);
        EpubProtection.Check(archive);
        EpubPackage.PathOf(archive);
    }

    static void ReadFile(ArticleArchive archive, EpubStyles styles, string path, bool isDrawing, ChapterList chapters, ReadingSettings settings, NavigationChapters marks)
    {
        var document = HtmlParsing.Parse(Xhtml.ToHtml(TextDecoding.Decode(archive.Read(path), charset: null, isMarkup: true)));
        if (isDrawing)
        {
            SvgPage.MakeText(document);
        }

        var hidden = styles.HiddenIn(document, path);
        if (document.Body is not { } body || IsSkipped(body))
        {
            return;
        }

        marks.Open(path, body.Id);
        new BlockWalk(chapters, settings, marks, skips: IsSkipped).Walk(body);

        bool IsSkipped(IElement element) => hidden(element) || (!settings.IncludeMatter && EpubMatter.IsMatter(element));
    }
}
