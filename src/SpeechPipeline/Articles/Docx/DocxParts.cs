using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Features;
using DocumentFormat.OpenXml.Packaging;

namespace SpeechPipeline.Articles.Docx;

/// <summary>
/// Reads parts with the Open XML SDK, which also reads the namespaces of ISO 29500 Strict as those of Transitional. The package itself is
/// not opened with the SDK, which refuses a document for one malformed link, and takes time quadratic in the number of links.
/// </summary>
sealed class DocxParts : IDisposable
{
    static readonly OpenXmlPartReaderOptions Options = new() { CloseStream = true };

    // The reader of a part needs a package around it; this one is empty.
    readonly WordprocessingDocument _package = WordprocessingDocument.Create(new MemoryStream(), WordprocessingDocumentType.Document);
    readonly IFeatureCollection _features;

    public DocxParts() => _features = _package.AddMainDocumentPart().Features;

    public OpenXmlPartReader Open(byte[] part) => new(new MemoryStream(part), _features, Options);

    /// <summary>A small part, as a tree; null if it is of another kind.</summary>
    public T? Load<T>(byte[] part, string path)
        where T : OpenXmlElement =>
        Guarded(path, () =>
        {
            using var reader = Open(part);
            return reader.Read() ? reader.LoadCurrentElement() as T : null;
        });

    /// <summary>Reports exceptions of the SDK as a damaged document.</summary>
    /// <exception cref="UnreadableArticleException">The part cannot be read.</exception>
    public static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException or InvalidOperationException or ArgumentException or FormatException or OpenXmlPackageException)
        {
            throw new UnreadableArticleException($"The Word document is damaged: its {path} cannot be read.", exception);
        }
    }

    public void Dispose() => _package.Dispose();
}
