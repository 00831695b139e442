using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>The name of who wrote an entry.</summary>
static partial class FeedAuthor
{
    const int Longest = 1_000;

    /// <summary>Atom has the name in an element of its own; where it has not, the text is read as that of RSS.</summary>
    public static string? Of(XElement author) =>
        author.Elements().FirstOrDefault(part => part.Name.LocalName == "name") is { } name ? (string.IsNullOrWhiteSpace(name.Value) ? null : FeedTitle.Line(name.Value))
        : author.HasElements ? null
        : Of(author.Value);

    /// <summary>RSS has an address with the name in brackets, or mail's other form, or in truth the name; null where it has the address alone.</summary>
    public static string? Of(string author)
    {
        var text = FeedTitle.Line(author);
        if (text.Length is 0 or > Longest)
        {
            return null;
        }

        var name = !text.Contains('@', StringComparison.Ordinal) ? text
            : InBrackets().Match(text) is { Success: true } bracketed ? bracketed.Groups["name"].Value
            : BeforeAddress().Match(text) is { Success: true } before ? before.Groups["name"].Value
            : "";
        return name.Trim() is { Length: > 0 } found ? found : null;
    }

    [GeneratedRegex(@"\((?<name>[^()]+)\)$")]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"^""?(?<name>[^""<@]+)""?\s*<[^<>]*>$")]
    private static partial Regex BeforeAddress();
}
