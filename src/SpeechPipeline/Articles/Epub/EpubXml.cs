using System.Xml;
using System.Xml.Linq;
using SpeechPipeline.Articles.Html;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Epub;

/// <summary>Reads the XML files of a book that are not text: without document type, own entities or external resources.</summary>
static class EpubXml
{
    static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <exception cref="UnreadableArticleException">It is not well-formed.</exception>
    public static XElement Read(ArticleArchive archive, string path)
    {
        var text = TextDecoding.Decode(archive.Read(path), charset: null, isMarkup: true);
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart()), Settings);
            reader.MoveToContent();
            var root = BoundedXml.Read(reader, out var isTooDeep);
            while (!isTooDeep && reader.Read())
            {
                // The rest after the root must be well-formed too.
            }

            return isTooDeep
                ? throw new UnreadableArticleException($"The EPUB's {path} nests its elements too deeply to be read; at most {BoundedXml.MostLevels} levels are allowed.")
                : root;
        }
        catch (XmlException exception)
        {
            throw new UnreadableArticleException($"The EPUB's {path} is not well-formed XML: line {exception.LineNumber}.", exception);
        }
    }

    /// <summary>The element's descendants of that local name in any namespace: books often have the wrong one.</summary>
    public static IEnumerable<XElement> All(this XElement element, string name) => element.Descendants().Where(descendant => descendant.Name.LocalName == name);

    public static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    public static string? Text(this XElement? element) => element is null || SpokenText.Normalize(element.Value) is not { Length: > 0 } text ? null : text;
}
