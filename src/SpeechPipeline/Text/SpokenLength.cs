using System.Text;

namespace SpeechPipeline.Text;

/// <summary>
/// How long a text is when spoken, in letters of an alphabet. Models are bounded by phonemes or seconds, and count characters only
/// for want of better: 350 letters of English are about 350 phonemes, 350 ideographs more than 1,000, far beyond the 510 at which
/// Kokoro drops the rest in silence. A length is never less than the number of UTF-16 units.
/// </summary>
public static class SpokenLength
{
    internal const int Longest = 4;

    /// <summary>What a sign is worth to a voice that says it: "%" is a word.</summary>
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
    /// Of a character as it is heard: one of two units (bold letters of mathematics, Adlam, Chakma) is no longer than another of its kind,
    /// though a model may count it as two.
    /// </summary>
    internal static int Of(Rune rune) =>
        rune.IsBmp ? Of((char)rune.Value) : Rune.IsDigit(rune) || rune.Plane is 2 or 3 ? Longest : 1;

    /// <summary>
    /// Whether it is a sign that one voice says as a word and another passes over: symbols, and the punctuation of formulas and code.
    /// The length above counts it as one letter, as for most it is.
    /// </summary>
    internal static bool IsSign(Rune rune) =>
        Rune.IsSymbol(rune)
        || rune.Value is '#' or '%' or '&' or '*' or '/' or '@' or '[' or '\\' or ']' or '_' or '{' or '}' or '\u00A7' or '\u2030';
}
