namespace SpeechPipeline.Articles;

/// <summary>What of a document is spoken besides its running text.</summary>
/// <param name="Captions">Whether captions of figures and tables are, and the alternative texts of images. Default: no.</param>
/// <param name="Tables">Whether tables are, row by row. Default: yes.</param>
/// <param name="IncludeMatter">Whether a book's title page, imprint, contents, notes and the like are, and a page's lists of sources and links at its end. Default: no.</param>
public sealed record ReadingSettings(bool Captions = false, bool Tables = true, bool IncludeMatter = false)
{
    public static ReadingSettings Default { get; } = new();
}
