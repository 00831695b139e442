using System.Buffers;
using System.Globalization;

namespace SpeechPipeline.Articles.Text;

/// <summary>One line of plain text.</summary>
/// <param name="Text">The line without white space at its ends.</param>
/// <param name="IsIndented">Whether it is indented by two columns or more.</param>
/// <param name="HasIdeographicIndent">Whether it begins as a paragraph in Chinese or Japanese does, with U+3000.</param>
readonly record struct PlainTextLine(string Text, bool IsIndented, bool HasIdeographicIndent)
{
    const string Ornaments = "*-_=~#•·⁂❦❧☙§+–—⁎✻✽❖◆◇○●★☆†‡~∗";
    const string Bullets = "-*+•‣◦·–";

    static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\v\f\u0085\u2028\u2029");

    public bool IsBlank => Text.Length == 0;

    public bool IsSceneBreak
    {
        get
        {
            if (IsBlank || !Ornaments.Contains(Text[0], StringComparison.Ordinal))
            {
                return false;
            }

            // A row of one ornament, or of alternating ones: -=-=-=-
            var ornament = Text[0];
            return Text.All(c => c == ornament || char.IsWhiteSpace(c))
                || (Text.Length > 4 && Text.All(c => Ornaments.Contains(c, StringComparison.Ordinal) || c is '<' or '>' or '/' or '\\' or '|' or '^' or ' '));
        }
    }

    public bool EndsInHyphen => Text.Length > 1 && Text[^1] is '-' or '\u2010' && char.IsLetter(Text[^2]);

    public bool EndsClause => Text is [.., var end] && end is '.' or ':' or ';' or '!' or '?' or '。' or '：';

    public bool BeginsInLetter => Text is [var first, ..] && char.IsLetter(first);

    public string WithoutBullet => Text is [_, .. var rest] ? rest : "";

    /// <summary>Whether it is a line of speech that begins with a dash, as in Spanish, French and Russian.</summary>
    public bool BeginsSpeech => Text[0] is '—' or '―' && Text.Length > 1 && (char.IsLetter(Text[1]) || Text[1] is '¿' or '¡' or ' ' or '…' or '«' or '“');

    /// <summary>Whether it is quoted mail: the sign before it is not spoken.</summary>
    public bool IsQuoted => Text[0] == '>';

    public PlainTextLine WithoutQuote => Of(Text.AsSpan().TrimStart("> "));

    /// <summary>Whether the line underlines a heading of that length above it.</summary>
    public bool Underlines(string heading) =>
        Text.Length >= 3 && Text[0] is '=' or '-' or '~' or '^' or '"' or '+' && Text.AsSpan().IndexOfAnyExcept(Text[0]) < 0
        && Math.Abs(Text.Length - heading.Length) <= 3 && heading.Length <= 100;

    /// <summary>A marker comes before white space; a number has at most three digits.</summary>
    public ListMarker Marker
    {
        get
        {
            if (IsBlank)
            {
                return ListMarker.None;
            }

            if (Bullets.Contains(Text[0], StringComparison.Ordinal))
            {
                return Text.Length > 1 && char.IsWhiteSpace(Text[1]) ? ListMarker.Bullet : ListMarker.None;
            }

            var digits = Text.AsSpan().IndexOfAnyExceptInRange('0', '9');
            return digits is > 0 and <= 3 && Text[digits] is '.' or ')' && digits + 1 < Text.Length && char.IsWhiteSpace(Text[digits + 1])
                ? ListMarker.Number
                : ListMarker.None;
        }
    }

    public bool BeginsParagraphAfter(PlainTextLine line) => HasIdeographicIndent || (BeginsSpeech && (line.EndsClause || line.BeginsSpeech)) || (IsIndented && !line.IsIndented && line.Marker == ListMarker.None);

    static IEnumerable<(PlainTextLine Line, string Source)> AllOf(string content)
    {
        for (var at = 0; at < content.Length;)
        {
            var length = content.AsSpan(at).IndexOfAny(LineEnds);
            var line = content.AsMemory(at, length < 0 ? content.Length - at : length);
            yield return (Of(line.Span), line.ToString());
            at += line.Length + 1;
            if (at < content.Length && content[at - 1] == '\r' && content[at] == '\n')
            {
                at++;
            }
            else if (at <= content.Length && content[at - 1] == '\u2029')
            {
                yield return (default(PlainTextLine) with { Text = "" }, "");
            }
        }
    }

    /// <summary>All lines, unchanged.</summary>
    public static (IReadOnlyList<PlainTextLine> Lines, IReadOnlyList<string> Sources) AllWithSources(string content)
    {
        var (lines, sources) = (new List<PlainTextLine>(), new List<string>());
        foreach (var (line, source) in AllOf(content))
        {
            lines.Add(line);
            sources.Add(source);
        }

        return (lines, sources);
    }

    /// <summary>One line, without its end.</summary>
    public static PlainTextLine Of(ReadOnlySpan<char> line)
    {
        var text = line;
        while (!text.IsEmpty && IsEmpty(text[0]))
        {
            text = text[1..];
        }

        var before = line[..(line.Length - text.Length)];
        while (!text.IsEmpty && IsEmpty(text[^1]))
        {
            text = text[..^1];
        }

        var isIndented = before.Count(' ') >= 2 || before.ContainsAny('\t', '\u3000');
        return new PlainTextLine(text.ToString(), isIndented, before.Contains('\u3000'));
    }

    static bool IsEmpty(char c) =>
        char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;
}
