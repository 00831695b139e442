using System.Xml;
using System.Xml.Linq;
using SpeechPipeline.Articles.Html;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Epub;

/// <summary>Reads the XML files of a book that are not text: no document type, no entities of their own, nothing from outside.</summary>
static class EpubXml
{
    const int MostLevels = 200;

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
            var root = XElement.Load(reader);
            if (root.Descendants().Any(element => element.Elements().Any() && LevelOf(element) > MostLevels))
            {
                throw new UnreadableArticleException($"The EPUB's {path} nests its elements too deeply to be read.");
            }

            return root;
        }
        catch (XmlException exception)
        {
            throw new UnreadableArticleException($"The EPUB's {path} is not well-formed XML: line {exception.LineNumber}.", exception);
        }
    }

    /// <summary>The element's descendants of that local name, whatever its namespace: books often have it wrong.</summary>
    public static IEnumerable<XElement> All(this XElement element, string name) => element.Descendants().Where(descendant => descendant.Name.LocalName == name);

    public static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    public static string? Text(this XElement? element) => element is null || SpokenText.Normalize(element.Value) is not { Length: > 0 } text ? null : text;

    static int LevelOf(XElement element)
    {
        var level = 0;
        for (var ancestor = element.Parent; ancestor is not null && level <= MostLevels; ancestor = ancestor.Parent)
        {
            level++;
        }

        return level;
    }
}
