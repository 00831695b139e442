using System.Xml;
using System.Xml.Linq;

namespace SpeechPipeline.Articles;

/// <summary>
/// Reads XML into a tree of bounded depth: building a tree takes time quadratic in its depth, and the code that walks it recurses.
/// </summary>
static class BoundedXml
{
    /// <summary>Far more than the file of a book or the entry of a feed has.</summary>
    public const int MostLevels = 200;

    /// <summary>Reads the current element of the reader, to its end.</summary>
    /// <param name="reader">Positioned at the start of an element; moved past its end.</param>
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

    // Returns the parent of the next node.
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
