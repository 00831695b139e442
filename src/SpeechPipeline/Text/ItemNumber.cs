using System.Globalization;

namespace SpeechPipeline.Text;

/// <summary>The number or small letter of an item in a running text: "1. Open the lid 2. Close it", "a) the lid b) the box".</summary>
/// <param name="Value">The number; of a letter, its place in the alphabet.</param>
/// <param name="IsLetter">Whether it is a letter.</param>
/// <param name="Mark">What follows it: <c>.</c>, <c>)</c>, or both as <c>:</c>.</param>
readonly record struct ItemNumber(int Value, bool IsLetter, char Mark)
{
    const int LongestNumber = 3;

    // "• (1)"; asked at each space, so no more are looked at.
    const int MostMarks = 4;
    const char Both = ':';

    /// <summary>The item that begins at <paramref name="at"/> if it follows the <paramref name="last"/> one, or is the first after a colon; null: none.</summary>
    public static ItemNumber? NextAt(string text, int start, int at, ItemNumber? last)
    {
        var isFirst = text[at - 2] == ':';
        if ((!isFirst && last is null) || At(text, at) is not { } item)
        {
            return null;
        }

        return (isFirst && item.Value == 1) || (item == last?.Next && !Abbreviations.IsBeforeFigure(NearbyWord.Before(text, start, at - 1))) ? item : null;
    }

    /// <summary>The number that the text begins with at <paramref name="at"/>, behind opening marks; null: none.</summary>
    public static ItemNumber? At(string text, int at)
    {
        for (var marks = 0; marks < MostMarks && at < text.Length && text[at] is '(' or '[' or '•' or '⁃' or '-' or '–' or '*' or ' '; marks++)
        {
            at++;
        }

        var end = at;
        while (end < text.Length && end - at < LongestNumber && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        var isLetter = end == at && end < text.Length && char.IsAsciiLetterLower(text[end]);
        end += isLetter ? 1 : 0;
        if (end == at || end >= text.Length || text[end] is not ('.' or ')'))
        {
            return null;
        }

        var mark = text[end] == '.' && end + 1 < text.Length && text[end + 1] == ')' ? Both : text[end];
        var word = end + (mark == Both ? 2 : 1) + 1;
        // After a full stop alone, a small letter tells of an ordinal: "3. und 4. Klasse".
        return word < text.Length && text[word - 1] == ' ' && (mark == '.' ? char.IsUpper(text[word]) : char.IsLetter(text[word])) && !IsDate(text, word)
            ? new ItemNumber(isLetter ? text[at] - 'a' + 1 : int.Parse(text.AsSpan(at, end - at), CultureInfo.InvariantCulture), isLetter, mark)
            : null;
    }

    ItemNumber Next => this with { Value = Value + 1 };

    // "1. Januar bis 2. Februar"
    static bool IsDate(string text, int word) => Abbreviations.IsGermanMonth(NearbyWord.After(text, word));
}
