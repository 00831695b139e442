using System.Globalization;

namespace SpeechPipeline.Articles.Docx;

/// <summary>
/// Characters that a document gives by their code in a font (<c>w:sym</c>). Only the font Symbol has signs that can be spoken: Greek
/// letters and mathematical signs; other fonts of signs have ornaments.
/// </summary>
static class SymbolFont
{
    const string Upper = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const string Lower = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

    /// <param name="code">Hexadecimal.</param>
    public static string Read(string? font, string? code)
    {
        if (!int.TryParse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) || number is < ' ' or > char.MaxValue or (>= 0xD800 and <= 0xDFFF))
        {
            return " ";
        }

        var isSymbol = string.Equals(font, "Symbol", StringComparison.OrdinalIgnoreCase);
        if (number is >= 0xF000 and <= 0xF0FF)
        {
            return isSymbol ? OfSymbol((char)(number & 0xFF)) : " ";
        }

        return isSymbol && number <= 0xFF ? OfSymbol((char)number)
            : number <= 0xFF && font is not null && font.Contains("dings", StringComparison.OrdinalIgnoreCase) ? " "
            : ((char)number).ToString();
    }

    static string OfSymbol(char place) => place switch
    {
        >= 'A' and <= 'Z' => Upper[place - 'A'].ToString(),
        >= 'a' and <= 'z' => Lower[place - 'a'].ToString(),
        >= '0' and <= '9' or '(' or ')' or '+' or ',' or '.' or '/' or ':' or ';' or '<' or '=' or '>' or '%' or '[' or ']' or '!' or '?' => place.ToString(),
        '-' => "−",
        '\xA3' => "≤",
        '\xA5' => "∞",
        '\xAC' => "←",
        '\xAE' => "→",
        '\xB0' => "°",
        '\xB1' => "±",
        '\xB3' => "≥",
        '\xB4' => "×",
        '\xB8' => "÷",
        '\xB9' => "≠",
        '\xBB' => "≈",
        '\xD6' => "√",
        '\xDE' => "⇒",
        '\xE5' => "∑",
        _ => " ",
    };
}
