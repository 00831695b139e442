using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace SpeechPipeline.Articles.Docx;

/// <summary>An open Word document.</summary>
sealed class DocxDocument : IDisposable
{
    readonly ArticleArchive _archive;
    readonly DocxPackage _package;
    readonly DocxParts _parts = new();

    DocxDocument(ArticleArchive archive, DocxPackage package) => (_archive, _package) = (archive, package);

    /// <exception cref="UnreadableArticleException">It is not a Word document, is protected, or is out of bounds.</exception>
    public static DocxDocument Open(BinaryData content)
    {
        OldOfficeFile.Refuse(content.ToMemory().Span);
        var archive = ArticleArchive.Open(content, "Word document", "remove the password in Word and submit it again");
        try
        {
            return new DocxDocument(archive, DocxPackage.Read(archive));
        }
        catch (UnreadableArticleException)
        {
            archive.Dispose();
            throw;
        }
    }

    /// <exception cref="UnreadableArticleException">They are damaged or out of bounds.</exception>
    public DocxProperties ReadProperties() => DocxProperties.Read(_archive, _package.Properties);

    /// <summary>The parts that are needed before the text is read.</summary>
    /// <exception cref="UnreadableArticleException">It is damaged or out of bounds.</exception>
    public DocxContext ReadContext(ReadingSettings settings) =>
        new(new DocxStyles(Load<Styles>(_package.Styles)), new DocxNumbering(Load<Numbering>(_package.Numbering)), settings);

    /// <exception cref="UnreadableArticleException">It is damaged or out of bounds.</exception>
    public DocxBlocks OpenBlocks(ReadingSettings settings) => new(_parts.Open(DocxMarkup.Read(_archive, _package.Document)), _package.Document, settings);

    public void Dispose()
    {
        _parts.Dispose();
        _archive.Dispose();
    }

    T? Load<T>(string? path)
        where T : OpenXmlElement => path is null ? null : _parts.Load<T>(DocxMarkup.Read(_archive, path), path);
}
