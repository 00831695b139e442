using System.Globalization;
using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Html;

/// <summary>Numbers in Roman digits where a book marks them as such (<c>z3998:roman</c>): a voice would spell them.</summary>
static class RomanNumber
{
    const int Longest = 9;

    /// <summary>The heading with its Roman number as a number, where the book marks the whole heading or a part of it.</summary>
    public static string Spoken(IElement heading, string words)
    {
        var marked = IsMarked(heading) ? heading : heading.QuerySelectorAll("span").FirstOrDefault(IsMarked);
        return marked?.TextContent.Trim() is { Length: > 0 and <= Longest } roman && ValueOf(roman) is { } value && words.IndexOf(roman, StringComparison.Ordinal) is var at and >= 0
            ? string.Concat(words.AsSpan(0, at), value.ToString(CultureInfo.InvariantCulture), words.AsSpan(at + roman.Length))
            : words;
    }

    static bool IsMarked(IElement element) => Unspoken.SemanticsOf(element).Contains("z3998:roman");

    static int? ValueOf(string roman)
    {
        var total = 0;
        for (var i = 0; i < roman.Length; i++)
        {
            var (value, next) = (ValueOf(roman[i]), i + 1 < roman.Length ? ValueOf(roman[i + 1]) : 0);
            if (value == 0)
            {
                return null;
            }

            total += value < next ? -value : value;
        }

        return total > 0 ? total : null;
    }

    static int ValueOf(char digit) => char.ToUpperInvariant(digit) switch { 'I' => 1, 'V' => 5, 'X' => 10, 'L' => 50, 'C' => 100, 'D' => 500, 'M' => 1000, _ => 0 };
}
