namespace SpeechPipeline.Articles.Epub;

/// <summary>The ZIP that a book is.</summary>
static class EpubArchive
{
    // Books expand to some 3 times their size, pictures included.
    const int MostExpansionOfAll = 50;

    /// <exception cref="UnreadableArticleException">It is no ZIP, or out of bounds.</exception>
    public static ArticleArchive Open(BinaryData content) => ArticleArchive.Open(content, "EPUB", "only books without copy protection can be read", MostExpansionOfAll);
}
