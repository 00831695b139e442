using System.Xml;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>A start tag as it stands in a feed, its attributes as they are written there.</summary>
/// <param name="Name">With its prefix.</param>
/// <param name="Attributes">Each once, in their order.</param>
/// <param name="IsEmpty">Whether the tag ends its element, too.</param>
sealed record FeedTag(string Name, IReadOnlyList<(string Name, string Value)> Attributes, bool IsEmpty)
{
    const int LongestName = 200;

    public string LocalName => Name[(Name.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public static string PrefixOf(string name) => name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? name[..colon] : "";

    /// <summary>The value of an attribute as it is meant, whatever the case of its name; null where there is none.</summary>
    public string? Find(string attribute)
    {
        foreach (var (name, value) in Attributes)
        {
            if (name.Equals(attribute, StringComparison.OrdinalIgnoreCase))
            {
                return FeedCharacters.Mended(value);
            }
        }

        return null;
    }

    /// <summary>Whether that can be the name of an element or an attribute: what XML allows, with one colon at most, not at either end.</summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        var colon = name.IndexOf(':');
        return name.Length is > 0 and <= LongestName && (colon < 0
            ? XmlReader.IsName(name.ToString())
            : IsName(name[..colon]) && name[(colon + 1)..].IndexOf(':') < 0 && IsName(name[(colon + 1)..]));
    }
}
