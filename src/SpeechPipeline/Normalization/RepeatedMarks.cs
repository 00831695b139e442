using System.Buffers;

namespace SpeechPipeline.Normalization;

/// <summary>
/// Reduces runs of punctuation for speech: each question or exclamation mark once (<c>?!?!</c> becomes <c>?!</c>), four stops or more
/// become an ellipsis, two hyphens between words a dash, and rows of decorative signs are removed.
/// </summary>
static class RepeatedMarks
{
    const string Single = ",;、。，；…—";
    const string Ornaments = "*=_~#+<>|^•·●■★☆◆◇-/\\";

    static readonly SearchValues<char> Cries = SearchValues.Create("!?！？‼⁇⁈⁉");

    /// <summary>The replacement for the run that begins at <paramref name="at"/>, and its length; null if it stays.</summary>
    public static string? Take(string text, int at, out int length)
    {
        var mark = text[at];
        length = 1;
        if (at + 1 >= text.Length || text[at + 1] is not (>= '!' and <= '~' or > '\u00A0'))
        {
            return null;
        }

        if (Cries.Contains(mark))
        {
            var end = text.AsSpan(at).IndexOfAnyExcept(Cries);
            length = end >= 0 ? end : text.Length - at;
            return length > 1 ? string.Concat(text.AsSpan(at, Math.Min(length, 64)).ToArray().Distinct()) : null;
        }

        var other = text.AsSpan(at).IndexOfAnyExcept(mark);
        length = other >= 0 ? other : text.Length - at;
        if (length == 1)
        {
            return null;
        }

        if (mark == '.')
        {
            return length > 3 ? "..." : length == 2 && IsEnd(text, at) ? "." : null;
        }

        if (Single.Contains(mark, StringComparison.Ordinal))
        {
            return mark.ToString();
        }

        if (mark == '-' && length <= 3)
        {
            return IsOption(text, at, length) ? null : "—";
        }

        var least = mark is '/' or '\\' ? 4 : 3;
        return length >= least && Ornaments.Contains(mark, StringComparison.Ordinal) ? " " : null;
    }

    // "Yes.." but not "../notes".
    static bool IsEnd(string text, int at) =>
        at > 0 && char.IsLetterOrDigit(text[at - 1]) && (at + 2 == text.Length || text[at + 2] == ' ');

    // "use --help", not "word--word" or "word -- word".
    static bool IsOption(string text, int at, int length) =>
        length == 2 && (at == 0 || text[at - 1] == ' ') && at + length < text.Length && char.IsLetterOrDigit(text[at + length]);
}
