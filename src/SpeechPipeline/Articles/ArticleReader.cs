namespace SpeechPipeline.Articles;

/// <summary>Reads a document into an <see cref="Article"/>. The same document gives the same article on every machine.</summary>
public static class ArticleReader
{
    /// <summary>Reads a document. Empty text is an article without speech, not an error.</summary>
    /// <exception cref="UnreadableArticleException">The content cannot be read as its format, or has no article in it.</exception>
    public static Article Read(ArticleSource source, ReadingSettings? settings = null)
    {
        var reading = Open(source, settings);
        return reading.Head with { Chapters = [.. reading.Chapters] };
    }

    /// <summary>Opens a document: a book is read chapter by chapter, as they are asked for; anything else at once.</summary>
    /// <exception cref="UnreadableArticleException">The content cannot be read as its format, or has no article in it.</exception>
    public static ArticleReading Open(ArticleSource source, ReadingSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var wanted = settings ?? ReadingSettings.Default;
        try
        {
            var reading = source.Format.Open(source, wanted);
            var chapters = wanted.Tables ? reading.Chapters : WithoutTables(reading.Chapters);
            return new ArticleReading(reading.Head with { Title = PauseMark.Without(reading.Head.Title) }, Guarded(chapters));
        }
        catch (Exception e) when (ReadingFault.IsOurs(e))
        {
            throw UnreadableArticleException.For(e);
        }
    }

    /// <summary>Reads a document that is text.</summary>
    /// <exception cref="UnreadableArticleException">The content cannot be read as <paramref name="format"/>.</exception>
    public static Article Read(ArticleFormat format, string content) => Read(ArticleSource.FromText(format, content));

    static IEnumerable<Chapter> WithoutTables(IEnumerable<Chapter> chapters) => chapters
        .Select(chapter => chapter with { Blocks = [.. chapter.Blocks.Where(block => block.Kind != BlockKind.TableRow)] })
        .Where(chapter => chapter.Blocks.Count > 0);

    // A fault in a reader fails the document, not the job or the host.
    static IEnumerable<Chapter> Guarded(IEnumerable<Chapter> chapters)
    {
        using var reading = chapters.GetEnumerator();
        while (Moves(reading))
        {
            yield return reading.Current;
        }
    }

    static bool Moves(IEnumerator<Chapter> reading)
    {
        try
        {
            return reading.MoveNext();
        }
        catch (Exception e) when (ReadingFault.IsOurs(e))
        {
            throw UnreadableArticleException.For(e);
        }
    }
}
