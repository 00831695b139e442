using System.Buffers;
using System.Globalization;
using System.Text;

namespace SpeechPipeline.Text;

/// <summary>
/// Lines that the author ended on purpose: verse, lyrics, addresses. A narrator pauses there, so a line that does not end in a punctuation
/// mark gets a comma. Readers put <see cref="Mark"/> at such an end, and it is replaced before the text becomes a block.
/// </summary>
static class LineEnds
{
    public const char Mark = '\u2028';

    static readonly SearchValues<char> RomanDigits = SearchValues.Create("IVXLCDM");

    // A longer line that continues in lower case was wrapped at the margin.
    const int LongestOfVerse = 60;

    public static string Spoken(string text)
    {
        if (!text.Contains(Mark, StringComparison.Ordinal))
        {
            return text;
        }

        var spoken = new StringBuilder(text.Length + 16);
        var lines = text.Split(Mark);
        for (var i = 0; i < lines.Length; i++)
        {
            spoken.Append(lines[i].AsSpan().TrimEnd());
            if (i + 1 < lines.Length)
            {
                spoken.Append(CommaBetween(lines[i].AsSpan().Trim(), lines[i + 1].AsSpan().TrimStart())).Append('\n');
            }
        }

        return spoken.ToString();
    }

    /// <summary>Joins the lines of a heading into one, the number of a chapter before its name.</summary>
    public static string OfHeading(string text)
    {
        var end = text.IndexOf(Mark, StringComparison.Ordinal);
        return end < 0 ? text
            : IsNumber(text.AsSpan(0, end).Trim()) ? $"{text.AsSpan(0, end).Trim()}. {text[(end + 1)..].Replace(Mark, ' ')}"
            : text.Replace(Mark, ' ');
    }

    static bool IsNumber(ReadOnlySpan<char> text) =>
        !text.IsEmpty && text.Length <= 8 && (!text.ContainsAnyExceptInRange('0', '9') || !text.ContainsAnyExcept(RomanDigits));

    static string CommaBetween(ReadOnlySpan<char> line, ReadOnlySpan<char> next)
    {
        if (line.IsEmpty || next.IsEmpty || Rune.DecodeLastFromUtf16(line, out var last, out _) != OperationStatus.Done)
        {
            return "";
        }

        var isOpen = Rune.IsLetterOrDigit(last)
            || Rune.GetUnicodeCategory(last) is UnicodeCategory.ClosePunctuation or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
        if (!isOpen || (line.Length > LongestOfVerse && char.IsLower(next[0])))
        {
            return "";
        }

        // A line that names the lines or the paragraph below it: "[Verse 1]", "Boat".
        if (line[^1] == ']' || (next.Length > LongestOfVerse && char.IsUpper(next[0])))
        {
            return ".";
        }

        return SpokenText.IsWide(last) ? "，" : last.Value is >= 0x600 and <= 0x6FF ? "،" : ",";
    }
}
