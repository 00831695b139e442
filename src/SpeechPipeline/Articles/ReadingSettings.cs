namespace SpeechPipeline.Articles;

/// <summary>The parts of a document that are spoken besides its running text.</summary>
/// <param name="Captions">Captions of figures and tables, and alternative texts of images. Default: no.</param>
/// <param name="Tables">Tables, row by row. Default: yes.</param>
/// <param name="IncludeMatter">A book's title page, imprint, contents, notes and the like, and the lists of sources and links at the end of a page. Default: no.</param>
public sealed record ReadingSettings(bool Captions = false, bool Tables = true, bool IncludeMatter = false)
{
    public static ReadingSettings Default { get; } = new();
}
