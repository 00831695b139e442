using System.ServiceModel.Syndication;
using System.Text.Json;
using System.Xml.Linq;
using SpeechPipeline.Articles;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>Reads one entry by itself, so that what is wrong in it stays there.</summary>
static class FeedEntry
{
    /// <param name="part">The entry, mended.</param>
    /// <param name="isAtom">Whether its feed is one of Atom.</param>
    /// <param name="address">Of the feed; null: unknown.</param>
    /// <returns>The entry, or an <see cref="UnreadableEntry"/>.</returns>
    public static SyndicationItem Read(FeedPart part, bool isAtom, Uri? address) => part.IsCut
        ? new UnreadableEntry("is where the feed ends in the middle, so its text is not whole. Send the whole feed.")
        : Read(() =>
        {
            using var reader = FeedXml.Open(part.Markup.Finish());
            var entry = BoundedXml.Read(reader, out var isTooDeep);
            return isTooDeep
                ? throw new UnreadableArticleException($"it nests its elements too deeply; at most {BoundedXml.MostLevels} levels are allowed.")
                : AtomEntry.Of(entry, isAtom, part.Markup.Context, address);
        });

    /// <summary>Reads an entry of a feed in JSON.</summary>
    /// <inheritdoc cref="Read(FeedPart, bool, Uri)"/>
    public static SyndicationItem Read(JsonElement item, Uri? address) => item.ValueKind == JsonValueKind.Object
        ? Read(() => JsonFeed.Entry(item, address))
        : new UnreadableEntry("is no JSON object.");

    static SyndicationItem Read(Func<XElement> make)
    {
        try
        {
            using var reader = make().CreateReader();
            reader.MoveToContent();
            var formatter = new Atom10ItemFormatter();
            formatter.ReadFrom(reader);
            return formatter.Item;
        }
        catch (Exception e) when (e is UnreadableArticleException || ReadingFault.IsOurs(e))
        {
            return UnreadableEntry.For(e);
        }
    }
}

/// <summary>One entry of a feed, mended.</summary>
/// <param name="Markup">Written to its end.</param>
/// <param name="IsCut">Whether the feed ends in the middle of it.</param>
sealed record FeedPart(MendedMarkup Markup, bool IsCut = false);
