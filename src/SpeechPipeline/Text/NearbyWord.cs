using System.Globalization;

namespace SpeechPipeline.Text;

/// <summary>The words on either side of a stop, up to <see cref="Reach"/> characters.</summary>
static class NearbyWord
{
    /// <summary>How many characters are examined, so that a text of stops alone costs no more than any other.</summary>
    public const int Reach = 24;

    /// <summary>The letters with their marks, digits and inner stops that end at <paramref name="stop"/>.</summary>
    public static ReadOnlySpan<char> Before(string text, int start, int stop)
    {
        var from = stop;
        while (from > start && stop - from <= Reach && (IsPartOfWord(text[from - 1]) || text[from - 1] == '.'))
        {
            from--;
        }

        return text.AsSpan(from, stop - from);
    }

    /// <summary>The first word or number from <paramref name="next"/> on.</summary>
    public static ReadOnlySpan<char> After(string text, int next)
    {
        var from = next;
        while (from < text.Length && from - next < Reach && !char.IsLetterOrDigit(text[from]))
        {
            from++;
        }

        var to = from;
        while (to < text.Length && to - from <= Reach && IsPartOfWord(text[to]))
        {
            to++;
        }

        return text.AsSpan(from, to - from);
    }

    // A vowel sign of Hindi or a tone mark of Thai stands inside a word.
    static bool IsPartOfWord(char c) => char.IsLetterOrDigit(c) || (c > '\u02FF' && CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}
