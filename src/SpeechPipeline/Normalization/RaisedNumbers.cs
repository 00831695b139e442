using System.Globalization;
using System.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Normalization;

/// <summary>
/// Speaks raised and lowered digits: 10⁶ is "10 to the 6", SO₄²⁻ "SO4 2 minus", $4⁹⁹ is a price, 1¹/₂ a number and a fraction. A
/// raised number after a word or a stop is the mark of a note, and is not spoken; ² and ³ after a unit are left to the model, which
/// knows them. One pass; it examines only a few characters around each number.
/// </summary>
static class RaisedNumbers
{
    const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿˣʸᵏⁱʲᵗᵐ";
    const string PlainOfRaised = "0123456789+-=()nxykijtm";
    const string Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";
    const string PlainOfLowered = "0123456789+-=()";
    const string Currencies = "$€£¥₹₽";
    const int LongestUnit = 3;
    const int Reach = 24;

    public static string Rewrite(string text, FormulaWords? words)
    {
        var first = text.AsSpan().IndexOfAny(Raised + Lowered);
        if (first < 0)
        {
            return text;
        }

        var spoken = new StringBuilder(text.Length + 16).Append(text, 0, first);
        for (var at = first; at < text.Length;)
        {
            if (Lowered.IndexOf(text[at], StringComparison.Ordinal) is >= 0 and var lowered)
            {
                spoken.Append(PlainOfLowered[lowered]);
                at++;
            }
            else if (!IsRaised(text[at]))
            {
                spoken.Append(text[at]);
                at++;
            }
            else
            {
                var end = at;
                while (end < text.Length && IsRaised(text[end]))
                {
                    end++;
                }

                at = Append(spoken, text, at, end, words);
            }
        }

        return spoken.ToString();
    }

    // Returns where the text continues.
    static int Append(StringBuilder spoken, string text, int at, int end, FormulaWords? words)
    {
        var plain = string.Concat(text[at..end].Select(c => PlainOfRaised[Raised.IndexOf(c, StringComparison.Ordinal)]));
        var before = at > 0 ? text[at - 1] : ' ';
        var isNumber = !plain.AsSpan().ContainsAnyExceptInRange('0', '9');
        if (isNumber && end + 1 < text.Length && text[end] is '/' or '⁄' && Lowered.Contains(text[end + 1], StringComparison.Ordinal))
        {
            spoken.Append(char.IsLetterOrDigit(before) ? " " : "").Append(plain).Append('/');
            return end + 1;
        }

        if (isNumber && IsPrice(text, at, end))
        {
            spoken.Append(words?.DecimalMark ?? '.').Append(plain);
            return end;
        }

        var isRange = plain.Contains('-', StringComparison.Ordinal) && plain[0] != '-' && plain[^1] != '-' && plain.All(c => char.IsAsciiDigit(c) || c == '-');
        if ((isNumber || isRange) && IsNote(text, at, plain))
        {
            // One mark may stand for several notes: ¹,² or ¹⁻³.
            while (end + 1 < text.Length && text[end] is ',' or '–' or '-' && IsRaised(text[end + 1]))
            {
                end++;
                while (end < text.Length && IsRaised(text[end]))
                {
                    end++;
                }
            }

            return end;
        }

        if (plain is "2" or "3" || words is null)
        {
            spoken.Append(text, at, end - at);
            return end;
        }

        spoken.Append(Said(plain, before, text, at, words));
        if (end < text.Length && char.IsLetterOrDigit(text[end]) && !SpokenText.IsWide(new Rune(text[end])))
        {
            spoken.Append(' ');
        }

        return end;
    }

    static string Said(string plain, char before, string text, int at, FormulaWords words)
    {
        // The charge of an ion: Na⁺, SO₄²⁻. After a number it is a power.
        if (plain[^1] is '+' or '-')
        {
            var amount = plain[..^1];
            return $" {amount}{(amount.Length > 0 ? " " : "")}{(plain[^1] == '+' ? words.Plus : words.Minus)}";
        }

        var exponent = Spaced(plain, words);
        var power = string.Format(CultureInfo.InvariantCulture, words.Power, exponent);
        var isApart = at > 0 && before != ' ' && !(power[0] > '\u2E7F');
        return isApart ? " " + power : power;
    }

    static string Spaced(string plain, FormulaWords words)
    {
        var text = new StringBuilder();
        foreach (var c in plain)
        {
            _ = c switch
            {
                '-' => text.Append(text.Length > 0 ? " " : "").Append(words.Minus).Append(' '),
                '+' => text.Append(text.Length > 0 ? " " : "").Append(words.Plus).Append(' '),
                _ => text.Append(c),
            };
        }

        return text.ToString();
    }

    // $4⁹⁹, 4⁹⁹ €
    static bool IsPrice(string text, int at, int end)
    {
        if (end - at != 2 || at == 0 || !char.IsAsciiDigit(text[at - 1]))
        {
            return false;
        }

        var start = at;
        while (start > 0 && at - start < Reach && (char.IsAsciiDigit(text[start - 1]) || text[start - 1] == ','))
        {
            start--;
        }

        var sign = start > 0 && text[start - 1] is ' ' or '\u00A0' ? start - 1 : start;
        var next = end < text.Length && text[end] == ' ' ? end + 1 : end;
        return (sign > 0 && Currencies.Contains(text[sign - 1], StringComparison.Ordinal))
            || (next < text.Length && Currencies.Contains(text[next], StringComparison.Ordinal));
    }

    static bool IsNote(string text, int at, string digits)
    {
        if (at == 0 || text[at - 1] == ' ')
        {
            return true;
        }

        var before = text[at - 1];
        if (before == ')' || before == ']')
        {
            return digits.Length > 1 || digits[0] == '1';
        }

        if (char.IsDigit(before))
        {
            return digits is "1" or "0" || IsYear(text, at);
        }

        if (!char.IsLetter(before))
        {
            return !"₀₁₂₃₄₅₆₇₈₉".Contains(before, StringComparison.Ordinal);
        }

        if (SpokenText.IsWide(new Rune(before)))
        {
            return true;
        }

        var letters = 1;
        while (letters <= LongestUnit && at - letters - 1 >= 0 && char.IsLetter(text[at - letters - 1]))
        {
            letters++;
        }

        return letters > LongestUnit || digits == "1" || (digits is not ("2" or "3") && letters > 2);
    }

    static bool IsYear(string text, int at) =>
        at >= 4 && text[at - 4] is '1' or '2' && char.IsAsciiDigit(text[at - 3]) && char.IsAsciiDigit(text[at - 2]) && (at == 4 || !(char.IsAsciiDigit(text[at - 5]) || text[at - 5] is ',' or '.'));

    static bool IsRaised(char c) => c >= '²' && Raised.Contains(c, StringComparison.Ordinal);
}
