using System.Text;

namespace SpeechPipeline.Text;

/// <summary>
/// How long a text is when spoken, in letters of an alphabet. The limits of models are phonemes or seconds; characters only stand in
/// for them: 350 letters of English are about 350 phonemes, but 350 ideographs are more than 1,000, far beyond the 510 after which
/// Kokoro silently drops the rest. A length is never less than the number of UTF-16 units.
/// </summary>
public static class SpokenLength
{
    internal const int Longest = 4;

    /// <summary>The length of a sign for a voice that speaks it: "%" is a word.</summary>
    internal const int Sign = 4;

    public static int Of(ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var c in text)
        {
            length += Of(c);
        }

        return length;
    }

    internal static int Of(char c) => c switch
    {
        // "1984" is said in twenty letters.
        >= '0' and <= '9' => 4,
        < '\u0660' => 1,
        // Kana: a consonant and a vowel.
        (>= '\u3041' and <= '\u30FF') or (>= '\u31F0' and <= '\u31FF') or (>= '\uFF66' and <= '\uFF9D') => 2,
        // Syllables of Hangul: two or three sounds. With the second unit, a supplementary ideograph is 4.
        (>= '\uAC00' and <= '\uD7A3') or (>= '\uD840' and <= '\uD8BF') => 3,
        (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') => 4,
        _ => char.IsDigit(c) ? 4 : 1,
    };

    /// <summary>
    /// The length of one character. A character of two UTF-16 units (bold letters of mathematics, Adlam, Chakma) is no longer than one of one unit,
    /// though a model may count it twice.
    /// </summary>
    internal static int Of(Rune rune) =>
        rune.IsBmp ? Of((char)rune.Value) : Rune.IsDigit(rune) || rune.Plane is 2 or 3 ? Longest : 1;

    /// <summary>
    /// Whether it is a sign that some voices speak as a word and others skip: symbols, and the punctuation of formulas and code.
    /// The length counts it as one letter, which is right for most signs.
    /// </summary>
    internal static bool IsSign(Rune rune) =>
        Rune.IsSymbol(rune)
        || rune.Value is '#' or '%' or '&' or '*' or '/' or '@' or '[' or '\\' or ']' or '_' or '{' or '}' or '\u00A7' or '\u2030';
}
