using System.Text.RegularExpressions;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>Makes one line of words of a title, in whatever state its feed has it.</summary>
static partial class FeedTitle
{
    const int Longest = 20_000;
    const int MostLayers = 10;

    /// <summary>Of a text that may have entities and markup, and does not say so: tags that come in pairs and mean a kind of type are markup, others are words.</summary>
    public static string OfAny(string title)
    {
        var text = System.Net.WebUtility.HtmlDecode(title);
        for (var i = 0; i < MostLayers && text.Length <= Longest && text.Contains("</", StringComparison.Ordinal); i++)
        {
            var plain = Pair().Replace(text, match => match.Groups["inside"].Value);
            if (plain.Length == text.Length)
            {
                break;
            }

            text = plain;
        }

        return Line(text.Contains('<', StringComparison.Ordinal) ? Break().Replace(text, " ") : text);
    }

    /// <summary>The words, each parted from the next by one space.</summary>
    public static string Line(string title) => string.Join(' ', title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(
        @"<(?<name>b|i|u|s|em|strong|span|a|code|tt|var|kbd|samp|cite|q|mark|small|big|sup|sub|font|abbr|acronym|bdi|bdo|del|ins|p|h[1-6])(\s[^<>]*)?>(?<inside>[^<]*)</\k<name>\s*>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Pair();

    [GeneratedRegex(@"<(br|wbr|img)(\s[^<>]*)?/?>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Break();
}
