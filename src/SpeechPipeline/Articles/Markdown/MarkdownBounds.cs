using System.Buffers;

namespace SpeechPipeline.Articles.Markdown;

/// <summary>
/// Refuses, in one pass, the few shapes of Markdown that cost the parser more than their length explains: 100 kB of <c>[a](</c>
/// took 13 s, 163 kB of a ragged table 16 GB. Real documents are far from these bounds.
/// </summary>
static class MarkdownBounds
{
    // The most characters that the parser may read repeatedly: about a second of work.
    internal const long MostRereading = 200_000_000;

    // The parser gives every row of a table as many cells as its longest row has; a cell takes some 500 bytes.
    internal const long FewCells = 100_000;
    internal const int MostDefinitions = 10_000;
    internal const int MostLines = 500_000;

    // The parser keeps an object of some 200 bytes for each mark.
    internal const int MostMarks = 1_000_000;
    const int MostColumns = 10_000;

    // The parser refuses more levels itself, but takes half a minute for a line of 250 kB.
    const int MostLevels = 100;

    static readonly SearchValues<char> Marks = SearchValues.Create("*_~^+=[]`<&\\");

    /// <exception cref="UnreadableArticleException">The Markdown is out of bounds.</exception>
    public static void Check(string content)
    {
        if (MarkdownRereading.Of(content) > MostRereading)
        {
            throw new UnreadableArticleException("The Markdown opens too many links, tags or code spans that it never closes.");
        }

        CheckLines(content);
    }

    static void CheckLines(string content)
    {
        var (lines, marks, definitions, headings) = (0, 0L, 0, 0L);
        var table = default(Stretch);
        var cells = 0L;
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            marks += Count(line);
            if (++lines > MostLines || marks > MostMarks)
            {
                throw new UnreadableArticleException(
                    $"The Markdown is too large to be read: at most {MostLines:N0} lines and {MostMarks:N0} marks such as * and [ are allowed. Split it into several documents.");
            }

            var columns = line.Count('|');
            if (columns > MostColumns)
            {
                throw new UnreadableArticleException($"A line of the Markdown has more than {MostColumns} table columns.");
            }

            if (LevelsOf(line) > MostLevels)
            {
                throw new UnreadableArticleException(
                    $"A line of the Markdown opens more than {MostLevels} nested quotes and lists; at most 128 levels of all kinds are allowed.");
            }

            // For each such line, the parser searches for the line above from the document's start.
            headings += table.Rows > 0 && IsUnderline(line) ? lines : 0;
            if (headings > MostRereading)
            {
                throw new UnreadableArticleException("The Markdown has too many underlined headings; begin headings with # instead.");
            }

            if (line.IsWhiteSpace())
            {
                (cells, table) = (cells + table.Cells, default);
            }
            else
            {
                table = new Stretch(table.Rows + 1, Math.Max(table.Columns, columns));
            }

            if (line.Length > 0 && line.TrimStart() is ['[', ..] && line.Contains("]:", StringComparison.Ordinal) && ++definitions > MostDefinitions)
            {
                throw new UnreadableArticleException($"The Markdown has more than {MostDefinitions} link definitions.");
            }
        }

        // A table without missing cells has no more cells than characters.
        if (cells + table.Cells > FewCells + (2L * content.Length))
        {
            throw new UnreadableArticleException("The Markdown has a table whose rows are far shorter than its longest row; give every row the same number of columns.");
        }
    }

    static bool IsUnderline(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart(" \t>").TrimEnd();
        return text is ['=' or '-', ..] && !text.ContainsAnyExcept(text[0]);
    }

    // How many quotes and lists a line opens; a rule, such as "- - -", opens none.
    static int LevelsOf(ReadOnlySpan<char> line)
    {
        var levels = 0;
        var rest = line.TrimStart(" \t");
        if (rest is ['-' or '*', ..] && !rest.ContainsAnyExcept(rest[0], ' ', '\t'))
        {
            return 0;
        }

        for (; !rest.IsEmpty && levels <= MostLevels; rest = rest.TrimStart(" \t"))
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            var marker = rest[0] == '>' ? 1
                : rest is ['-' or '+' or '*', ' ' or '\t', ..] ? 2
                : digits is > 0 and < 10 && rest[digits..] is ['.' or ')', ' ' or '\t', ..] ? digits + 2
                : 0;
            if (marker == 0)
            {
                break;
            }

            levels++;
            rest = rest[marker..];
        }

        return levels;
    }

    static int Count(ReadOnlySpan<char> line)
    {
        var count = 0;
        for (var next = line.IndexOfAny(Marks); next >= 0; next = line.IndexOfAny(Marks))
        {
            count++;
            line = line[(next + 1)..];
        }

        return count;
    }

    /// <summary>Consecutive lines without a blank line, which the parser may read as a table.</summary>
    readonly record struct Stretch(long Rows, int Columns)
    {
        public long Cells => Columns == 0 ? 0 : Rows * (Columns + 1);
    }
}
