using System.Globalization;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Text;

/// <summary>
/// Page numbers and running heads in text that was copied from pages. A number on its own line may also be a chapter's: it is a page's if
/// another of its kind interrupts a sentence, or has a running head beside it.
/// </summary>
static partial class PageNumbers
{
    const int MostBetween = 20;
    const int LongestLine = 200;

    /// <summary>Removes them, and joins a sentence that runs over the end of a page.</summary>
    public static IReadOnlyList<PlainTextLine> Without(IReadOnlyList<PlainTextLine> lines, IReadOnlyList<string> sources)
    {
        var found = Find(lines, sources);
        if (found.Count == 0)
        {
            return lines;
        }

        var kept = new List<PlainTextLine>(lines.Count);
        var (last, next) = (-1, 0);
        for (var i = 0; i < lines.Count; i++)
        {
            if (!found.Contains(i))
            {
                last = lines[i].IsBlank ? last : kept.Count;
                kept.Add(lines[i]);
                continue;
            }

            for (next = Math.Max(next, i); next < lines.Count && (lines[next].IsBlank || found.Contains(next)); next++)
            {
            }

            if (last >= 0 && next < lines.Count && RunsOn(kept[last], lines[next]))
            {
                kept.RemoveRange(last + 1, kept.Count - last - 1);
                i = next - 1;
            }
        }

        return kept;
    }

    static HashSet<int> Find(IReadOnlyList<PlainTextLine> lines, IReadOnlyList<string> sources)
    {
        var found = new HashSet<int>();
        var (last, isSure) = (0, false);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].IsBlank || !IsAlone(lines, i) || NumberOf(sources[i]) is not { } page || (found.Count > 0 && (page.Number <= last || page.Number - last > MostBetween)))
            {
                continue;
            }

            found.Add(i);
            last = page.Number;
            isSure |= page.HasHead || Interrupts(lines, i);
        }

        return isSure ? found : [];
    }

    static bool IsAlone(IReadOnlyList<PlainTextLine> lines, int i) => (i == 0 || lines[i - 1].IsBlank) && (i + 1 == lines.Count || lines[i + 1].IsBlank);

    static bool Interrupts(IReadOnlyList<PlainTextLine> lines, int i)
    {
        var (before, after) = (i - 1, i + 1);
        while (before >= 0 && lines[before].IsBlank)
        {
            before--;
        }

        while (after < lines.Count && lines[after].IsBlank)
        {
            after++;
        }

        return before >= 0 && after < lines.Count && RunsOn(lines[before], lines[after]);
    }

    static bool RunsOn(PlainTextLine line, PlainTextLine next) => !line.EndsClause && char.IsLower(next.Text[0]) && line.Text.Length > 20;

    static (int Number, bool HasHead)? NumberOf(string line)
    {
        if (line.Length > LongestLine)
        {
            return null;
        }

        if (Lone().Match(line) is { Success: true } lone)
        {
            return (int.Parse(lone.Groups[1].ValueSpan, CultureInfo.InvariantCulture), false);
        }

        return WithHead().Match(line) is { Success: true } head
            ? (int.Parse((head.Groups[1].Success ? head.Groups[1] : head.Groups[2]).ValueSpan, CultureInfo.InvariantCulture), true)
            : null;
    }

    [GeneratedRegex(@"^\s*(?:[-–—\[(|]\s*)?(?:page\s+|p\.\s*|seite\s+)?(\d{1,4})(?:\s*[-–—\])|])?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lone();

    [GeneratedRegex(@"^\s*(?:(\d{1,4})(?:\s{3,}|\s*\|\s*)\S.{2,50}|\S.{2,50}?(?:\s{3,}|\s*\|\s*)(\d{1,4}))\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex WithHead();
}
