namespace SpeechPipeline.Articles;

/// <summary>An article that is read while it is used, so that only one chapter of a book is in memory at a time.</summary>
/// <param name="Head">The document's data about itself, without chapters.</param>
/// <param name="Chapters">
/// Read as they are asked for, again each time. Throws <see cref="UnreadableArticleException"/> at a chapter that cannot be read.
/// </param>
public sealed record ArticleReading(Article Head, IEnumerable<Chapter> Chapters)
{
    /// <summary>An article that is in memory already.</summary>
    public static ArticleReading Of(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        return new ArticleReading(article with { Chapters = [] }, article.Chapters);
    }
}
