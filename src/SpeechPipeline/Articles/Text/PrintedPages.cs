using System.Text;

namespace SpeechPipeline.Articles.Text;

/// <summary>
/// The pages of a text in printed form, like IETF documents (RFC 2223, section 3):
/// each with its head and foot, split wherever the page was full.
/// </summary>
static class PrintedPages
{
    const char FormFeed = '\f';
    const string Closers = "\"')]}”’»";

    /// <summary>The pages of a text with form feeds and numbered feet; null for any other text.</summary>
    public static string[]? Of(string content)
    {
        if (!content.Contains(FormFeed, StringComparison.Ordinal))
        {
            return null;
        }

        var pages = content.Split(FormFeed);
        return pages.Count(page => page.TrimEnd() is [.., ']'] text && PrintedPage.IsFoot(text[(text.LastIndexOf('\n') + 1)..])) > 1 ? pages : null;
    }

    /// <summary>Joins the pages, without heads and feet. A paragraph that runs over the end of a page becomes one again.</summary>
    /// <param name="hasHead">Whether the first page has a head too; on all others the first line is the head.</param>
    public static string Join(IReadOnlyList<string> pages, bool hasHead)
    {
        var text = new StringBuilder();
        var last = "";
        foreach (var (i, page) in pages.Index())
        {
            var lines = Body(page, hasHead || i > 0);
            if (lines.IsEmpty)
            {
                continue;
            }

            if (text.Length > 0)
            {
                text.Append(RunsOn(last, lines[0]) ? "\n" : "\n\n");
            }

            text.AppendJoin('\n', lines);
            last = lines[^1];
        }

        return text.ToString();
    }

    static ReadOnlySpan<string> Body(string page, bool hasHead)
    {
        ReadOnlySpan<string> lines = page.Split('\n');
        lines = WithoutBlankEnds(lines);
        if (hasHead && !lines.IsEmpty)
        {
            lines = lines[1..];
        }

        if (!lines.IsEmpty && PrintedPage.IsFoot(lines[^1].TrimEnd()))
        {
            lines = lines[..^1];
        }

        return WithoutBlankEnds(lines);
    }

    static ReadOnlySpan<string> WithoutBlankEnds(ReadOnlySpan<string> lines)
    {
        while (!lines.IsEmpty && string.IsNullOrWhiteSpace(lines[0]))
        {
            lines = lines[1..];
        }

        while (!lines.IsEmpty && string.IsNullOrWhiteSpace(lines[^1]))
        {
            lines = lines[..^1];
        }

        return lines;
    }

    // An open sentence continues at the same indentation or, after a comma, at any.
    static bool RunsOn(string last, string next)
    {
        var (line, following) = (PlainTextLine.Of(last), PlainTextLine.Of(next));
        if (following.Marker != ListMarker.None || line.Text.AsSpan().TrimEnd(Closers) is not [.., var end])
        {
            return false;
        }

        return end == ',' || (end is not ('.' or ':' or ';' or '!' or '?') && TextColumn(last, line) == Indent(next));
    }

    static int TextColumn(string line, PlainTextLine read)
    {
        var column = Indent(line);
        if (read.Marker == ListMarker.None)
        {
            return column;
        }

        // White space of any kind may stand behind the marker.
        while (column < line.Length && !char.IsWhiteSpace(line[column]))
        {
            column++;
        }

        while (column < line.Length && char.IsWhiteSpace(line[column]))
        {
            column++;
        }

        return column;
    }

    static int Indent(string line) => line.Length - line.AsSpan().TrimStart().Length;
}
