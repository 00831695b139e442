using System.Globalization;
using System.Text;

namespace SpeechPipeline.Articles.Docx;

/// <summary>Numbers as lists write them (ECMA-376, part 1, section 17.18.59).</summary>
static class NumberFormat
{
    const int LargestRoman = 3_999;
    const int MostLetters = 5;

    static readonly (int Value, string Digits)[] Roman =
    [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ];

    /// <summary>Unknown formats, and numbers that a format cannot express, are written in digits.</summary>
    public static string Write(int number, string? format) => format switch
    {
        "none" => "",
        "upperRoman" => RomanOf(number),
        "lowerRoman" => RomanOf(number).ToLowerInvariant(),
        "upperLetter" => LettersOf(number),
        "lowerLetter" => LettersOf(number).ToLowerInvariant(),
        "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
        "ordinal" => number.ToString(CultureInfo.InvariantCulture) + OrdinalEnd(number),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    static string RomanOf(int number)
    {
        if (number is < 1 or > LargestRoman)
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        var roman = new StringBuilder();
        foreach (var (value, digits) in Roman)
        {
            for (; number >= value; number -= value)
            {
                roman.Append(digits);
            }
        }

        return roman.ToString();
    }

    // After Z comes AA, after ZZ comes AAA: the letter is repeated, unlike the columns of a spreadsheet.
    static string LettersOf(int number) =>
        number is < 1 or > 26 * MostLetters ? number.ToString(CultureInfo.InvariantCulture) : new string((char)('A' + ((number - 1) % 26)), ((number - 1) / 26) + 1);

    static string OrdinalEnd(int number) => (number % 100) is >= 11 and <= 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };
}
