namespace SpeechPipeline.Articles.Formulas;

/// <summary>
/// Writes raised and lowered text in Unicode's raised and lowered characters, so that 10⁶ does not become 106; normalization knows the words of the
/// language for them. The endings of ordinals (3rd, XIXe, no) stay ordinary letters.
/// </summary>
static class RaisedText
{
    const string Plain = "0123456789+-−=()n";
    const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ";
    const string PlainBelow = "0123456789+-−=()";
    const string Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎";
    const string Variables = "xykijtm";
    const string RaisedVariables = "ˣʸᵏⁱʲᵗᵐ";

    /// <summary>Writes superscript text.</summary>
    /// <param name="text">The text as written.</param>
    /// <param name="before">The character before it; a space if there is none.</param>
    public static string Above(string text, char before)
    {
        var trimmed = text.Trim();
        if (trimmed.Length is 0 or > 40)
        {
            return text;
        }

        var isPower = trimmed.All(c => Plain.Contains(c, StringComparison.Ordinal) && (c != 'n' || trimmed.Length > 1 || char.IsDigit(before)))
            || (trimmed.Length == 1 && Variables.Contains(trimmed[0], StringComparison.Ordinal) && char.IsDigit(before));
        return isPower ? Mapped(trimmed, Plain + Variables, Raised + RaisedVariables) : text;
    }

    /// <summary>An exponent in raised characters; null if Unicode lacks one of them.</summary>
    public static string? Exponent(string text) =>
        text.Length is > 0 and <= 40 && text.All(c => c == ' ' || (Plain + Variables).Contains(c, StringComparison.Ordinal))
            ? Mapped(text.Replace(" ", "", StringComparison.Ordinal), Plain + Variables, Raised + RaisedVariables)
            : null;

    /// <summary>Writes subscript text; words are separated from the letter before.</summary>
    public static string Below(string text, char before)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? text
            : trimmed.All(c => PlainBelow.Contains(c, StringComparison.Ordinal)) ? Mapped(trimmed, PlainBelow, Lowered)
            : char.IsLetterOrDigit(before) ? " " + trimmed
            : text;
    }

    static string Mapped(string text, string from, string to) => string.Concat(text.Select(c => to[from.IndexOf(c, StringComparison.Ordinal)]));
}
