using SpeechPipeline.Outbound;
using SpeechPipeline.Text;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>What the elements around an entry say for it. What is too long to be an address or a language says nothing: it would be read again for each entry.</summary>
/// <param name="Namespace">Of names without a prefix.</param>
/// <param name="Base">What its addresses are relative to (XML Base), from the outermost in.</param>
/// <param name="Language">As <c>xml:lang</c> says.</param>
sealed record FeedContext(string? Namespace, IReadOnlyList<string> Base, string? Language)
{
    const int MostBases = 10;

    public static FeedContext Nothing { get; } = new(null, [], null);

    /// <summary>What holds inside an element.</summary>
    public FeedContext Inside(FeedTag tag)
    {
        var (space, place, language) = (tag.Find("xmlns"), tag.Find("xml:base"), tag.Find("xml:lang"));
        return space is null && place is null && language is null ? this : new FeedContext(
            space is not null && FeedNamespaces.IsUsable("", space) ? space : Namespace,
            place is not { Length: <= OutboundUri.MaxLength } || Base.Count == MostBases ? Base : [.. Base, place],
            language is { Length: <= LanguageTag.Longest } ? language : Language);
    }
}
