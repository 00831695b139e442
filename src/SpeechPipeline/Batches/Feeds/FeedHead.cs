using System.Xml;
using System.Xml.Linq;
using SpeechPipeline.Articles;
using SpeechPipeline.Text;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>What a feed says of all its entries.</summary>
/// <param name="Author">Who wrote those that do not say.</param>
/// <param name="Language">Of those that do not say: a tag, in lower case.</param>
/// <param name="Title">Of the feed.</param>
sealed record FeedHead(string? Author, string? Language, string? Title)
{
    static readonly string[] Authors = ["creator", "author", "managingEditor"];

    /// <param name="head">All of a feed in XML but its entries.</param>
    public static FeedHead Of(string head)
    {
        try
        {
            using var reader = FeedXml.Open(head);
            var root = BoundedXml.Read(reader, out _);
            var channel = root.Elements().FirstOrDefault(part => part.Name.LocalName == "channel") ?? root;
            var parts = channel.Elements().ToList();
            return new FeedHead(
                Authors.SelectMany(name => parts.Where(part => part.Name.LocalName == name)).Select(FeedAuthor.Of).FirstOrDefault(author => author is not null),
                LanguageTag.Of(parts.Where(part => part.Name.LocalName == "language").Select(part => part.Value.Trim()).FirstOrDefault(language => language.Length > 0)
                    ?? channel.Attribute(XNamespace.Xml + "lang")?.Value ?? root.Attribute(XNamespace.Xml + "lang")?.Value),
                parts.Where(part => part.Name.LocalName == "title").Select(part => FeedTitle.OfAny(part.Value)).FirstOrDefault(title => title.Length > 0));
        }
        catch (XmlException)
        {
            // The entries say the more important things, and they are read by themselves.
            return new FeedHead(null, null, null);
        }
    }
}
