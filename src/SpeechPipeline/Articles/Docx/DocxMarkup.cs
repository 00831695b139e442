using System.Text;
using System.Xml;
using System.Xml.Linq;
using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Articles.Docx;

/// <summary>
/// Checks the XML of a part before a tree is built from it: well-formed, no document type, and within bounds. So the code that reads the tree
/// may recurse, and may hold a whole block in memory.
/// </summary>
static class DocxMarkup
{
    /// <summary>The deepest nesting. A text box takes some ten levels, a table in a table three.</summary>
    public const int MostLevels = 200;

    /// <summary>The most elements and attributes of a part; a novel has some 200,000.</summary>
    public const int MostNodes = 5_000_000;

    /// <summary>The most elements and attributes of one paragraph or table, which is held in memory: some 300 bytes each.</summary>
    public const int MostNodesOfBlock = 500_000;

    const int MostAttributesOfElement = 1_000;

    static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Whether the element only groups blocks.</summary>
    public static bool IsFrame(string name) => name is "document" or "body" or "sdt" or "sdtContent" or "customXml" or "ins" or "moveTo";

    /// <summary>The part as UTF-8, without its XML declaration.</summary>
    /// <exception cref="UnreadableArticleException">It is missing, damaged or out of bounds.</exception>
    public static byte[] Read(ArticleArchive archive, string path)
    {
        var text = TextDecoding.Decode(archive.Read(path), charset: null, isMarkup: true).TrimStart();
        var start = text.StartsWith("<?xml", StringComparison.Ordinal) ? text.IndexOf("?>", StringComparison.Ordinal) + 2 : 0;
        CheckTags(text, path);
        var xml = Encoding.UTF8.GetBytes(text[start..]);
        try
        {
            CheckNodes(xml, path);
        }
        catch (XmlException exception)
        {
            throw new UnreadableArticleException($"The Word document's {path} is not well-formed XML: line {exception.LineNumber}.", exception);
        }

        return xml;
    }

    /// <exception cref="UnreadableArticleException">It is missing, damaged or out of bounds.</exception>
    public static XElement Load(ArticleArchive archive, string path)
    {
        using var reader = XmlReader.Create(new MemoryStream(Read(archive, path)), Settings);
        return XElement.Load(reader);
    }

    // The XML reader loads a tag with all its attributes before they can be counted: 5 million attributes took 750 MB.
    static void CheckTags(string text, string path)
    {
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = at < text.Length ? text.IndexOf('<', at) : -1)
        {
            var rest = text.AsSpan(at);
            if (rest.StartsWith("<!--", StringComparison.Ordinal))
            {
                at = EndOf(text, at + 4, "-->");
            }
            else if (rest.StartsWith("<![CDATA[", StringComparison.Ordinal))
            {
                at = EndOf(text, at + 9, "]]>");
            }
            else if (rest.StartsWith("<?", StringComparison.Ordinal))
            {
                at = EndOf(text, at + 2, "?>");
            }
            else if (rest.StartsWith("<!", StringComparison.Ordinal))
            {
                throw new UnreadableArticleException($"The Word document's {path} has a document type (DTD), which Word documents must not have.");
            }
            else
            {
                at = EndOfTag(text, at + 1, path);
            }
        }
    }

    static int EndOfTag(string text, int from, string path)
    {
        var (quote, attributes) = ('\0', 0);
        for (var at = from; at < text.Length; at++)
        {
            var c = text[at];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '>')
            {
                return at + 1;
            }
            else if (c == '=' && ++attributes > MostAttributesOfElement)
            {
                throw new UnreadableArticleException($"An element of the Word document's {path} has more than {MostAttributesOfElement:N0} attributes.");
            }
        }

        return text.Length;
    }

    static int EndOf(string text, int from, string mark)
    {
        var found = text.IndexOf(mark, from, StringComparison.Ordinal);
        return found < 0 ? text.Length : found + mark.Length;
    }

    static void CheckNodes(byte[] xml, string path)
    {
        using var reader = XmlReader.Create(new MemoryStream(xml), Settings);
        var (nodes, before, block) = (0, 0, int.MaxValue);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (reader.Depth > MostLevels)
            {
                throw new UnreadableArticleException($"The Word document's {path} nests its elements too deeply to be read; at most {MostLevels} levels are allowed.");
            }

            if (reader.Depth <= block)
            {
                (before, block) = (nodes, IsFrame(reader.LocalName) ? int.MaxValue : reader.Depth);
            }

            nodes += 1 + reader.AttributeCount;
            if (nodes > MostNodes)
            {
                throw new UnreadableArticleException($"The Word document's {path} has more than {MostNodes:N0} elements and attributes.");
            }

            if (nodes - before > MostNodesOfBlock)
            {
                throw new UnreadableArticleException($"The Word document's {path} has a paragraph or a table of more than {MostNodesOfBlock:N0} elements and attributes.");
            }
        }
    }
}
