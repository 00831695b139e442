namespace SpeechPipeline.Articles.Markdown;

/// <summary>
/// Refuses, in one pass, the few shapes of Markdown that take the parser a time quadratic in their length: 100 kB of <c>[a](</c>
/// took 13 s, of <c>&lt;?</c> 5 s. No document that someone wrote comes near these bounds.
/// </summary>
static class MarkdownBounds
{
    // Characters that the parser would read again and again: about a second of work.
    const long MostRereading = 200_000_000;
    const int MostDefinitions = 20_000;
    const int MostColumns = 10_000;

    /// <exception cref="UnreadableArticleException">The Markdown is out of bounds.</exception>
    public static void Check(string content)
    {
        if (Rereading(content) > MostRereading)
        {
            throw new UnreadableArticleException("The Markdown opens too many links or tags that it never closes.");
        }

        var definitions = 0;
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            if (line.Count('|') > MostColumns)
            {
                throw new UnreadableArticleException($"A line of the Markdown has more than {MostColumns} columns of a table.");
            }

            if (line.Length > 0 && line.TrimStart() is ['[', ..] && line.Contains("]:", StringComparison.Ordinal) && ++definitions > MostDefinitions)
            {
                throw new UnreadableArticleException($"The Markdown defines more than {MostDefinitions} links.");
            }
        }
    }

    // From the end to the start: for each opening, how far it is to what would close it. All are closed by the end of a paragraph.
    static long Rereading(string content)
    {
        var end = content.Length;
        var (link, comment, instruction, data) = (end, end, end, end);
        var total = 0L;
        for (var at = content.Length - 1; at >= 0; at--)
        {
            var rest = content.AsSpan(at);
            if (rest.StartsWith("\n\n", StringComparison.Ordinal) || rest.StartsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                (link, comment, instruction, data) = (at, at, at, at);
            }
            else if (char.IsWhiteSpace(rest[0]) || rest[0] == ')')
            {
                link = at;
            }
            else if (rest[0] == '>')
            {
                comment = IsAfter(content, at, "--") ? at : comment;
                instruction = IsAfter(content, at, "?") ? at : instruction;
                data = IsAfter(content, at, "]]") ? at : data;
            }
            else if (rest.StartsWith("](", StringComparison.Ordinal))
            {
                total += link - at;
            }
            else if (rest.StartsWith("<!--", StringComparison.Ordinal))
            {
                total += comment - at;
            }
            else if (rest.StartsWith("<![", StringComparison.Ordinal))
            {
                total += data - at;
            }
            else if (rest.StartsWith("<?", StringComparison.Ordinal))
            {
                total += instruction - at;
            }
        }

        return total;
    }

    static bool IsAfter(string content, int at, string mark) => content.AsSpan(0, at).EndsWith(mark, StringComparison.Ordinal);
}
