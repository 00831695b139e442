using System.Globalization;
using System.Text;

namespace SpeechPipeline.Audio.Tags;

/// <summary>Makes any text fit for one line of a file: some characters would end or break tags and captions.</summary>
static class CleanText
{
    /// <summary>Titles of some 500 characters exist; no player shows more, and some have fixed buffers.</summary>
    public const int LongestLine = 500;

    /// <summary>
    /// The text with single spaces for white space and control characters, without halves of surrogate pairs and non-characters;
    /// cut with an ellipsis if it is longer than <paramref name="longest"/> UTF-16 units. Null if nothing is left.
    /// </summary>
    public static string? Line(string? text, int longest = LongestLine)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var clean = new StringBuilder(Math.Min(text.Length, longest + 2));
        var isSpaced = false;
        for (var at = 0; at < text.Length && clean.Length <= longest; at++)
        {
            if (Rune.TryGetRuneAt(text, at, out var rune))
            {
                at += rune.Utf16SequenceLength - 1;
                if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
                {
                    isSpaced = clean.Length > 0;
                }
                else if ((rune.Value & 0xFFFE) != 0xFFFE)
                {
                    clean.Append(isSpaced ? " " : "").Append(rune);
                    isSpaced = false;
                }
            }
        }

        return clean.Length == 0 ? null : clean.Length <= longest ? clean.ToString() : Cut(clean.ToString(), longest - 1) + "…";
    }

    /// <summary>Cuts between graphemes, or between code points if the first grapheme alone is too long.</summary>
    static string Cut(string text, int longest)
    {
        var end = 0;
        for (var next = 0; next <= longest; next += StringInfo.GetNextTextElementLength(text, next))
        {
            end = next;
        }

        return text[..(end > 0 ? end : char.IsLowSurrogate(text[longest]) ? longest - 1 : longest)].TrimEnd();
    }
}
