using System.Xml;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>Opens a part of a feed that has been mended.</summary>
static class FeedXml
{
    // A feed is a few megabytes of text; entities could make gigabytes of it.
    static readonly XmlReaderSettings Careful = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 0,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <returns>At the element that the part is.</returns>
    /// <exception cref="XmlException">It is not well-formed.</exception>
    public static XmlReader Open(string part)
    {
        var reader = XmlReader.Create(new StringReader(part), Careful);
        reader.MoveToContent();
        return reader;
    }
}
