namespace SpeechPipeline.Articles.Epub;

/// <summary>The ZIP file of a book.</summary>
static class EpubArchive
{
    // Books expand to some 3 times their size, with their pictures.
    const int MostExpansionOfAll = 50;

    /// <exception cref="UnreadableArticleException">It is not a ZIP file, or out of bounds.</exception>
    public static ArticleArchive Open(BinaryData content) => ArticleArchive.Open(content, "EPUB", "only books without copy protection can be read", MostExpansionOfAll);
}
