using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Text;

/// <summary>A table of contents of a printed book: a head, and entries whose pages stand at the right edge, with or without dots up to them.</summary>
static partial class PrintedContents
{
    const int FewestEntries = 2;
    const int LongestLine = 160;

    // A title may be broken into so many lines before its page comes.
    const int MostLinesOfEntry = 4;

    /// <summary>
    /// The lines without the first table whose entries have no dots, from its head on. One with dots names the headings of the text, and its lines
    /// are left out one by one. Lines are looked at once, whatever heads follow each other.
    /// </summary>
    public static (IReadOnlyList<PlainTextLine> Lines, IReadOnlyList<string> Sources) Without(IReadOnlyList<PlainTextLine> lines, IReadOnlyList<string> sources)
    {
        for (var head = 0; head < lines.Count; head++)
        {
            if (!PrintedPage.IsHeadOfContents(lines[head].Text))
            {
                continue;
            }

            var (end, entries, hasDots) = TableAt(lines, sources, head + 1);
            if (entries >= FewestEntries && !hasDots)
            {
                return ([.. lines.Take(head), .. lines.Skip(end)], [.. sources.Take(head), .. sources.Skip(end)]);
            }

            head = end - 1;
        }

        return (lines, sources);
    }

    // Where the table ends that may begin with a line, how many entries it has, and whether some have dots.
    static (int End, int Entries, bool HasDots) TableAt(IReadOnlyList<PlainTextLine> lines, IReadOnlyList<string> sources, int begin)
    {
        var (end, entries, hasDots) = (begin, 0, false);
        for (var at = begin; at < lines.Count; at++)
        {
            if (lines[at].IsBlank)
            {
                continue;
            }

            for (var first = at; at + 1 < lines.Count && at - first < MostLinesOfEntry && !IsEntry(sources[at]) && !lines[at + 1].IsBlank;)
            {
                at++;
            }

            if (!IsEntry(sources[at]) && !IsColumnHead(lines[at].Text))
            {
                break;
            }

            entries += IsEntry(sources[at]) ? 1 : 0;
            hasDots |= PrintedPage.IsFurniture(lines[at].Text);
            end = at + 1;
        }

        return (end, entries, hasDots);
    }

    static bool IsEntry(string line) => line.Length <= LongestLine && Entry().IsMatch(line);

    static bool IsColumnHead(string line) => line.Length <= LongestLine && ColumnHead().IsMatch(line);

    [GeneratedRegex(@"\S(?:\s{3,}|[ .]{4,})(?:\d{1,4}|[ivxlc]{1,7})\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^(?:(?:chap(?:ter|\.)?|kapitel|chapitre|no\.?)\s+)?(?:page|seite|pag\.?|página|pagina)\.?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ColumnHead();
}
