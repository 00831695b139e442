namespace SpeechPipeline.Articles.Markdown;

/// <summary>
/// How many characters of a Markdown text its parser reads repeatedly: for each opening of a link, a tag or a code span, the distance to
/// its closing mark or to the end of the paragraph. One pass from the end to the start.
/// </summary>
sealed class MarkdownRereading
{
    // The parser takes longer per character when it looks for the end of a code span.
    const int CodeFactor = 4;

    readonly string _content;
    readonly Dictionary<int, int> _ticks = [];
    int _link;
    int _comment;
    int _instruction;
    int _data;
    int _declaration;
    int _quote;
    int _apostrophe;
    int _parenthesis;

    // The length of the title after the next white space, and of the one after the end of a link's address.
    int _title;
    int _linkTitle;

    MarkdownRereading(string content)
    {
        _content = content;
        CloseAll(content.Length);
    }

    public static long Of(string content)
    {
        var reading = new MarkdownRereading(content);
        var total = 0L;
        for (var at = content.Length - 1; at >= 0;)
        {
            total += content[at] == '`' ? reading.StepOverTicks(ref at) : reading.Step(at--);
        }

        return total;
    }

    long Step(int at)
    {
        var rest = _content.AsSpan(at);
        var c = rest[0];
        if (rest.StartsWith("\n\n", StringComparison.Ordinal) || rest.StartsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            CloseAll(at);
            return 0;
        }

        if (char.IsWhiteSpace(c))
        {
            (_link, _linkTitle) = (at, _title);
            return 0;
        }

        _title = 0;
        switch (c)
        {
            case ')' or '"' or '\'' or '(':
                StepOverTitle(at, c);
                return 0;
            case '>':
                _declaration = at;
                _comment = IsAfter(at, "--") ? at : _comment;
                _instruction = IsAfter(at, "?") ? at : _instruction;
                _data = IsAfter(at, "]]") ? at : _data;
                return 0;
            case ']' when rest is [_, '(', ..]:
                return _link - at + _linkTitle;
            case '<':
                return OfTag(rest, at);
            default:
                return 0;
        }
    }

    long OfTag(ReadOnlySpan<char> rest, int at) =>
        rest.StartsWith("<!--", StringComparison.Ordinal) ? _comment - at
        : rest.StartsWith("<![", StringComparison.Ordinal) ? _data - at
        : rest.StartsWith("<!", StringComparison.Ordinal) ? _declaration - at
        : rest.StartsWith("<?", StringComparison.Ordinal) ? _instruction - at
        : 0;

    void StepOverTitle(int at, char c)
    {
        // The title of a link is in quotes or parentheses; a backslash escapes a mark.
        var isEscaped = at > 0 && _content[at - 1] == '\\';
        switch (c)
        {
            case '"':
                (_title, _quote) = (_quote - at, isEscaped ? _quote : at);
                break;
            case '\'':
                (_title, _apostrophe) = (_apostrophe - at, isEscaped ? _apostrophe : at);
                break;
            case '(':
                _title = _parenthesis - at;
                break;
            default:
                (_link, _linkTitle) = (at, 0);
                _parenthesis = isEscaped ? _parenthesis : at;
                break;
        }
    }

    // A code span ends at as many backticks as it began with.
    long StepOverTicks(ref int at)
    {
        var end = at;
        while (at >= 0 && _content[at] == '`')
        {
            at--;
        }

        var count = end - at;
        var closing = _ticks.GetValueOrDefault(count, _ticks[0]);
        _ticks[count] = end;
        _title = 0;
        return (long)CodeFactor * (closing - end);
    }

    void CloseAll(int at)
    {
        (_link, _comment, _instruction, _data, _declaration, _quote, _apostrophe, _parenthesis) = (at, at, at, at, at, at, at, at);
        (_title, _linkTitle) = (0, 0);
        _ticks.Clear();
        // For zero backticks: the end of the paragraph.
        _ticks[0] = at;
    }

    bool IsAfter(int at, string mark) => _content.AsSpan(0, at).EndsWith(mark, StringComparison.Ordinal);
}
