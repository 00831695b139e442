using System.Text;

namespace SpeechPipeline.Text;

/// <summary>
/// Styled letters: mathematical bold, full width, circled, ligatures. They are spoken as plain letters, by the
/// compatibility mappings of Unicode (NFKC), but only those of letters and plain digits: ² is not 2.
/// </summary>
static class LetterForms
{
    // Gaps in the mathematical alphabets: these letters existed earlier, in Letterlike Symbols.
    const string Letterlike = "ℂCℊgℋHℌHℍHℎhℐIℑIℒLℓlℕNℙPℚQℛRℜRℝRℤZℨZℬBℭCℯeℰEℱFℳMℴo";

    const string GreekAlphabet = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΘΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂εθκφρπ";

    static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    static readonly string[] ArmenianLigatures = ["մն", "մե", "մի", "վն", "մխ"];

    /// <summary>The plain letters of the character; null if it is plain already.</summary>
    public static string? Of(Rune rune) => rune.Value switch
    {
        0x2010 or 0x2011 => "-",
        >= 0x2102 and <= 0x2134 => Letterlike.IndexOf((char)rune.Value, StringComparison.Ordinal) is >= 0 and var at && at % 2 == 0 ? Letterlike[(at + 1)..(at + 2)] : null,
        >= 0x24B6 and <= 0x24CF => Letter('A', rune.Value - 0x24B6),
        >= 0x24D0 and <= 0x24E9 => Letter('a', rune.Value - 0x24D0),
        >= 0xFB00 and <= 0xFB06 => Ligatures[rune.Value - 0xFB00],
        >= 0xFB13 and <= 0xFB17 => ArmenianLigatures[rune.Value - 0xFB13],
        (>= 0xFF21 and <= 0xFF3A) or (>= 0xFF41 and <= 0xFF5A) => Letter((char)(rune.Value - 0xFEE0), 0),
        >= 0x1D400 and <= 0x1D6A3 => LetterOfEither((rune.Value - 0x1D400) % 52),
        >= 0x1D6A8 and <= 0x1D7C9 => GreekAlphabet[(rune.Value - 0x1D6A8) % 58].ToString(),
        >= 0x1D7CE and <= 0x1D7FF => Letter('0', (rune.Value - 0x1D7CE) % 10),
        _ => null,
    };

    /// <summary>Capitals first, then small letters.</summary>
    static string LetterOfEither(int place) => place < 26 ? Letter('A', place) : Letter('a', place - 26);

    static string Letter(char first, int place) => ((char)(first + place)).ToString();
}
