using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Text;

/// <summary>A table of contents of a printed book: a head, and entries whose pages stand at the right edge, with or without dots up to them.</summary>
static partial class PrintedContents
{
    const int FewestEntries = 2;
    const int LongestLine = 160;

    // A title may be broken into so many lines before its page comes.
    const int MostLinesOfEntry = 4;

    /// <summary>The line after the table whose head is <paramref name="head"/>; the head's own where no entries follow it.</summary>
    public static int EndOf(IReadOnlyList<PlainTextLine> lines, IReadOnlyList<string> sources, int head)
    {
        var (end, entries) = (head, 0);
        for (var at = head + 1; at < lines.Count;)
        {
            if (lines[at].IsBlank)
            {
                at++;
                continue;
            }

            var last = at;
            while (last + 1 < lines.Count && last - at < MostLinesOfEntry && !IsEntry(sources[last]) && !lines[last + 1].IsBlank)
            {
                last++;
            }

            if (!IsEntry(sources[last]) && !IsColumnHead(lines[last].Text))
            {
                break;
            }

            entries += IsEntry(sources[last]) ? 1 : 0;
            at = end = last + 1;
        }

        return entries >= FewestEntries ? end : head;
    }

    static bool IsEntry(string line) => line.Length <= LongestLine && Entry().IsMatch(line);

    static bool IsColumnHead(string line) => line.Length <= LongestLine && ColumnHead().IsMatch(line);

    [GeneratedRegex(@"\S(?:\s{3,}|[ .]{4,})(?:\d{1,4}|[ivxlc]{1,7})\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^(?:(?:chap(?:ter|\.)?|kapitel|chapitre|no\.?)\s+)?(?:page|seite|pag\.?|página|pagina)\.?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ColumnHead();
}
