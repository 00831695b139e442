using System.Xml;
using System.Xml.Linq;

namespace SpeechPipeline.Articles;

/// <summary>
/// Reads XML into a tree of no more than so many levels: a tree takes a time quadratic in its depth, and what reads it afterwards recurses.
/// </summary>
static class BoundedXml
{
    /// <summary>No file of a book or entry of a feed comes near it.</summary>
    public const int MostLevels = 200;

    /// <summary>Reads the element at which the reader stands, to its end.</summary>
    /// <param name="reader">At the start of an element; it is moved behind its end.</param>
    /// <param name="isTooDeep">Whether the element has parts below <see cref="MostLevels"/>, which are left out.</param>
    /// <exception cref="XmlException">It is not well-formed.</exception>
    public static XElement Read(XmlReader reader, out bool isTooDeep)
    {
        isTooDeep = false;
        var (top, bottom) = (reader.Depth, reader.Depth + MostLevels);
        var root = Open(reader);
        var isEmpty = reader.IsEmptyElement;
        reader.Read();
        for (var parent = root; !isEmpty && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == top);)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth > bottom)
            {
                isTooDeep = true;
                reader.Skip();
                continue;
            }

            parent = Add(reader, parent);
            reader.Read();
        }

        if (!isEmpty)
        {
            reader.Read();
        }

        return root;
    }

    // Answers where the next node belongs.
    static XElement Add(XmlReader reader, XElement parent)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                var element = Open(reader);
                var isEmpty = reader.IsEmptyElement;
                parent.Add(element);
                return isEmpty ? parent : element;
            case XmlNodeType.EndElement:
                return parent.Parent!;
            case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                parent.Add(new XText(reader.Value));
                return parent;
            case XmlNodeType.CDATA:
                parent.Add(new XCData(reader.Value));
                return parent;
            case XmlNodeType.None:
                throw new XmlException("The element does not end.");
            default:
                return parent;
        }
    }

    static XElement Open(XmlReader reader)
    {
        var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
        while (reader.MoveToNextAttribute())
        {
            element.Add(new XAttribute(XName.Get(reader.LocalName, reader.Prefix.Length == 0 ? "" : reader.NamespaceURI), reader.Value));
        }

        reader.MoveToElement();
        return element;
    }
}
