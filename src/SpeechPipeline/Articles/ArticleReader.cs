using SpeechPipeline.Articles.Epub;
using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Articles;

/// <summary>Turns a document into an <see cref="Article"/>: the same document into the same article on every machine.</summary>
public static class ArticleReader
{
    /// <summary>Reads a document. Empty text is an article without speech, not an error.</summary>
    /// <exception cref="UnreadableArticleException">The content cannot be read as its format, or has no article in it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The format is none of the formats.</exception>
    public static Article Read(ArticleSource source, ReadingSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var reading = settings ?? ReadingSettings.Default;
        var article = source.Format switch
        {
            ArticleFormat.Text => PlainTextReader.Read(source.ReadText()),
            ArticleFormat.Markdown => MarkdownReader.Read(source.ReadText()),
            ArticleFormat.Html => HtmlReader.Read(source, reading),
            ArticleFormat.Epub => EpubReader.Read(source.Content, reading),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source.Format, "Not a format that articles come in."),
        };
        return reading.Tables ? article : WithoutTables(article);
    }

    /// <summary>Reads a document that is text.</summary>
    /// <exception cref="UnreadableArticleException">The content cannot be read as <paramref name="format"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="format"/> is none of the formats.</exception>
    public static Article Read(ArticleFormat format, string content) => Read(ArticleSource.FromText(format, content));

    private static Article WithoutTables(Article article) => article with
    {
        Chapters = [.. article.Chapters
            .Select(chapter => chapter with { Blocks = [.. chapter.Blocks.Where(block => block.Kind != BlockKind.TableRow)] })
            .Where(chapter => chapter.Blocks.Count > 0)],
    };
}
