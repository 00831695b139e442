namespace SpeechPipeline.Articles;

/// <summary>Turns a document into an <see cref="Article"/>.</summary>
public static class ArticleReader
{
    /// <summary>Reads <paramref name="content"/>. Empty content is an article without speech, not an error.</summary>
    /// <exception cref="UnreadableArticleException">The content cannot be read as <paramref name="format"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="format"/> is none of the formats.</exception>
    public static Article Read(ArticleFormat format, string content) => format switch
    {
        ArticleFormat.Text => PlainTextReader.Read(content),
        ArticleFormat.Markdown => MarkdownReader.Read(content),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format that articles come in."),
    };
}
