namespace SpeechPipeline.Articles;

/// <summary>An article that is read while it is used, so that of a book no more than a chapter is in memory at a time.</summary>
/// <param name="Head">What the document says of itself; its chapters are not in it.</param>
/// <param name="Chapters">
/// Read as they are asked for, each time anew. Asking for one throws <see cref="UnreadableArticleException"/> where it cannot be read.
/// </param>
public sealed record ArticleReading(Article Head, IEnumerable<Chapter> Chapters)
{
    /// <summary>An article that was read before.</summary>
    public static ArticleReading Of(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        return new ArticleReading(article with { Chapters = [] }, article.Chapters);
    }
}
