using System.Buffers;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>
/// Parts a feed's text into tags and what is between them, whatever state it is in: what looks like no tag is text. Comments, processing
/// instructions and document types are passed over. One pass, linear: a mark that is looked for far ahead is looked for once.
/// </summary>
sealed class FeedTokens(string text)
{
    const string SectionMark = "<![CDATA[";

    static readonly SearchValues<char> EndsOfRoot = SearchValues.Create(" \t\r\n[>");
    static readonly SearchValues<char> EndsOfWord = SearchValues.Create(" \t\r\n/>=<\"'");
    static readonly SearchValues<char> EndsOfValue = SearchValues.Create(" \t\r\n><");

    // Of one tag; the rest is left out, since a tree takes a time quadratic in them.
    const int MostAttributes = 100;

    readonly Ahead _comments = new(text, "-->");
    readonly Ahead _instructions = new(text, "?>");
    readonly Ahead _sectionEnds = new(text, "]]>");
    readonly Ahead _sections = new(text, SectionMark);
    readonly Ahead _subsets = new(text, "]>");
    readonly Ahead _quotes = new(text, "\"");
    readonly Ahead _apostrophes = new(text, "'");

    int _at;

    public enum Kind
    {
        Text,
        Section,
        Start,
        End,
        DocumentType,
    }

    public Kind Current { get; private set; }

    /// <summary>Of a text or a section: its characters. Of an end tag: its name. Of a document type: the name of the root.</summary>
    public ReadOnlyMemory<char> Value { get; private set; }

    /// <summary>Of a start tag.</summary>
    public FeedTag Tag { get; private set; } = null!;

    /// <param name="open">The name of the element that is open, which ends a section that has no end.</param>
    /// <returns>False at the end.</returns>
    public bool Read(string? open)
    {
        while (_at < text.Length)
        {
            if (text[_at] != '<')
            {
                var end = text.IndexOf('<', _at);
                return Take(Kind.Text, _at, end < 0 ? text.Length : end);
            }

            var rest = text.AsSpan(_at);
            if (rest.StartsWith("<!--", StringComparison.Ordinal))
            {
                // Without an end it is no comment; the mark alone is left out.
                _at = _comments.From(_at + 4) is { } comment ? comment + 3 : _at + 4;
            }
            else if (rest.StartsWith(SectionMark, StringComparison.Ordinal))
            {
                return TakeSection(open);
            }
            else if (rest.StartsWith("<?", StringComparison.Ordinal))
            {
                PassInstruction(rest);
            }
            else if (rest.StartsWith("<!", StringComparison.Ordinal) && rest.Length > 2 && char.IsAsciiLetter(rest[2]))
            {
                return TakeDocumentType();
            }
            else if (rest.Length > 2 && rest[1] == '/' && (char.IsLetter(rest[2]) || rest[2] == '_'))
            {
                return TakeEnd();
            }
            else
            {
                return TryTakeStart() || Take(Kind.Text, _at, _at + 1);
            }
        }

        return false;
    }

    bool Take(Kind kind, int from, int to, int? next = null)
    {
        (Current, Value, _at) = (kind, text.AsMemory(from, to - from), next ?? to);
        return true;
    }

    // A declaration ends with its tag, however that is written; in what other programs have left there may be tags.
    void PassInstruction(ReadOnlySpan<char> rest)
    {
        var end = rest.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) ? null : _instructions.From(_at + 2) + 2;
        end ??= text.IndexOf('>', _at) is >= 0 and var close ? close + 1 : null;
        _at = end ?? text.Length;
    }

    bool TakeSection(string? open)
    {
        var from = _at + SectionMark.Length;
        var (end, again) = (_sectionEnds.From(from), _sections.From(from));
        if (open is not null && (end is null || again < end))
        {
            // It has no end, unless its text has such a mark itself: then the element goes on behind it.
            var close = text.IndexOf($"</{open}", from, (again ?? text.Length) - from, StringComparison.Ordinal);
            if (close >= 0)
            {
                return Take(Kind.Section, from, close);
            }
        }

        return Take(Kind.Section, from, end ?? text.Length, end + 3 ?? text.Length);
    }

    // What it declares inside is passed over with it.
    bool TakeDocumentType()
    {
        var name = text.AsSpan(_at + 2).TrimStart("DOCTYPEdoctype").TrimStart();
        var length = name.IndexOfAny(EndsOfRoot);
        var at = text.Length - name.Length;
        var end = text.AsSpan(_at).IndexOfAny('>', '[');
        var close = end < 0 ? text.Length
            : text[_at + end] == '>' ? _at + end + 1
            : _subsets.From(_at + end) + 2 ?? _at + end + 1;
        return Take(Kind.DocumentType, at, Math.Max(at, at + length), Math.Max(close, _at + 2));
    }

    bool TakeEnd()
    {
        var end = text.AsSpan(_at + 2).IndexOfAny('<', '>');
        var stop = end < 0 ? text.Length : _at + 2 + end;
        var name = text.AsSpan(_at + 2, stop - _at - 2);
        var length = name.IndexOfAny(" \t\r\n/");
        return Take(Kind.End, _at + 2, length < 0 ? stop : _at + 2 + length, stop < text.Length && text[stop] == '>' ? stop + 1 : stop);
    }

    bool TryTakeStart()
    {
        var at = _at + 1;
        var name = Word(ref at);
        if (!FeedTag.IsName(name))
        {
            return false;
        }

        var tag = name.ToString();
        var (attributes, names) = (new List<(string, string)>(), new HashSet<string>(StringComparer.Ordinal));
        var isEmpty = false;
        while (true)
        {
            at += text.AsSpan(at).IndexOfAnyExcept(" \t\r\n") is >= 0 and var space ? space : text.Length - at;
            if (at >= text.Length || text[at] is '>' or '<')
            {
                break;
            }

            isEmpty = text[at] == '/';
            if (text[at] is '/' or '=' or '"' or '\'')
            {
                at++;
                continue;
            }

            var attribute = Word(ref at).ToString();
            var value = AttributeValue(ref at);
            if (attributes.Count < MostAttributes && FeedTag.IsName(attribute) && names.Add(attribute))
            {
                attributes.Add((attribute, value ?? attribute));
            }
        }

        (Current, Tag) = (Kind.Start, new FeedTag(tag, attributes, isEmpty));
        _at = at < text.Length && text[at] == '>' ? at + 1 : at;
        return true;
    }

    ReadOnlySpan<char> Word(ref int at)
    {
        var rest = text.AsSpan(at);
        var length = rest.IndexOfAny(EndsOfWord);
        var word = length < 0 ? rest : rest[..length];
        at += word.Length;
        return word;
    }

    // Null where there is none.
    string? AttributeValue(ref int at)
    {
        var rest = text.AsSpan(at);
        var trimmed = rest.TrimStart(" \t\r\n");
        if (!trimmed.StartsWith('='))
        {
            return null;
        }

        trimmed = trimmed[1..].TrimStart(" \t\r\n");
        at = text.Length - trimmed.Length;
        if (trimmed.Length > 0 && trimmed[0] is '"' or '\'' && (trimmed[0] == '"' ? _quotes : _apostrophes).From(at + 1) is { } close)
        {
            var value = text[(at + 1)..close];
            at = close + 1;
            return value;
        }

        var length = trimmed.IndexOfAny(EndsOfValue);
        var bare = length < 0 ? trimmed : trimmed[..length];
        at += bare.Length;
        return bare.Trim("\"'").ToString();
    }

    /// <summary>Where a mark comes next. What is asked for moves on, so that the text is searched once.</summary>
    sealed class Ahead(string text, string mark)
    {
        int _found = -1;

        public int? From(int at)
        {
            if (_found < at)
            {
                _found = at < text.Length && text.IndexOf(mark, at, StringComparison.Ordinal) is >= 0 and var found ? found : int.MaxValue;
            }

            return _found == int.MaxValue ? null : _found;
        }
    }
}
