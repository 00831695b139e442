using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Markdown;

/// <summary>The properties of a page that note programs export as lines under its title: "Created: March 3, 2026".</summary>
static partial class Properties
{
    public static bool Are(string paragraph)
    {
        var lines = paragraph.Split(['\n', '\u2028'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 0 && Array.TrueForAll(lines, line => Property().IsMatch(line)) && Array.Exists(lines, line => Known().IsMatch(line));
    }

    [GeneratedRegex(@"^\p{Lu}[\w ]{0,30}: ?\S.{0,200}$", RegexOptions.CultureInvariant)]
    private static partial Regex Property();

    [GeneratedRegex(@"^(Created|Created by|Created time|Last edited( by| time)?|Tags|Status|Owner|Assignee|Priority|Due( date)?|Type|Category|Property)\b ?:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Known();
}
