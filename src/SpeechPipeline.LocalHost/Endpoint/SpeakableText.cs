using System.Globalization;
using System.Text;

namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>
/// Renders any text in the ASCII that Flite can speak: letters without their accents, plain quotes and dashes, ASCII digits.
/// Characters without such a form (other scripts, emoji) become a space.
/// </summary>
static class SpeakableText
{
    /// <summary>Flite's time grows with the square of a word's length: 3,000 letters took 16 s. Longer words are broken.</summary>
    const int LongestWord = 60;

    public static string From(string text)
    {
        var ascii = new StringBuilder(text.Length);
        var word = 0;
        foreach (var character in text)
        {
            foreach (var plain in Plain(character))
            {
                word = plain is ' ' or '\n' ? 0 : word + 1;
                if (word > LongestWord)
                {
                    ascii.Append(' ');
                    word = 1;
                }

                ascii.Append(plain);
            }
        }

        return ascii.ToString();
    }

    static string Plain(char character) => character switch
    {
        '\n' or (>= ' ' and <= '~') => character.ToString(),
        // Full-width forms are in the order of ASCII.
        >= '\uFF01' and <= '\uFF5E' => ((char)(character - '\uFF01' + '!')).ToString(),
        _ when LatinLetters.TryFold(character, out var letters) => letters,
        _ when CharUnicodeInfo.GetDigitValue(character) is >= 0 and var digit => digit.ToString(CultureInfo.InvariantCulture),
        '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' or '\u02BC' => "'",
        '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u2033' or '\u00AB' or '\u00BB' => "\"",
        '\u2026' => "...",
        // A dash between clauses becomes a pause.
        '\u2013' or '\u2014' or '\u2015' => ", ",
        '\u20AC' => " euros ",
        '\u00A3' => " pounds ",
        '\u00A5' => " yen ",
        '\u00B0' => " degrees ",
        '\u00D7' => " times ",
        '\u00BD' => " one half ",
        '\u00BC' => " one quarter ",
        '\u00BE' => " three quarters ",
        _ => CharUnicodeInfo.GetUnicodeCategory(character) switch
        {
            UnicodeCategory.DashPunctuation => "-",
            // An accent after its letter, a soft hyphen, a joiner.
            UnicodeCategory.NonSpacingMark or UnicodeCategory.Format => "",
            _ => " ",
        },
    };
}
