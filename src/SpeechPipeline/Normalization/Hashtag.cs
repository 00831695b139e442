using System.Globalization;
using System.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Normalization;

/// <summary>Speaks a hashtag as its words: <c>#OpenSourceFriday</c>, <c>#data_science</c>.</summary>
static class Hashtag
{
    /// <summary>The length of the hashtag at <paramref name="at"/>; 0: none. A number (#5) and a sharp (C#) do not count.</summary>
    public static int LengthAt(string text, int at)
    {
        if (at + 1 >= text.Length || !char.IsLetter(text[at + 1]) || (at > 0 && ((IsOfTag(text[at - 1]) && !IsWide(text[at - 1])) || text[at - 1] is '#' or '&' or '/')))
        {
            return 0;
        }

        var end = at + 1;
        while (end < text.Length && IsOfTag(text[end]))
        {
            end++;
        }
        // A Chinese tag ends with a second sign.
        return (end < text.Length && text[end] == '#' ? end + 1 : end) - at;
    }

    public static string Said(ReadOnlySpan<char> tag, SpokenWords words)
    {
        var said = new StringBuilder();
        if (words.Hashtag is { } hashtag)
        {
            said.Append(hashtag).Append(' ');
        }

        var name = tag.Trim('#');
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsUpper(name[i - 1]) && char.IsLower(name[i + 1]))))
            {
                said.Append(' ');
            }

            said.Append(name[i] == '_' ? ' ' : name[i]);
        }

        return said.ToString();
    }

    static bool IsWide(char c) => Rune.TryCreate(c, out var rune) && SpokenText.IsWide(rune);

    static bool IsOfTag(char c) => char.IsLetterOrDigit(c) || c == '_'
        || (c > '\u02FF' && CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}
