namespace SpeechPipeline.Articles.Formulas;

/// <summary>
/// Raised and lowered characters as Unicode has them, so that 10⁶ does not become 106 on the way; normalization knows the words of the
/// language for them. The ends of ordinals (3rd, XIXe, no) are letters like others.
/// </summary>
static class RaisedText
{
    const string Plain = "0123456789+-−=()n";
    const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ";
    const string PlainBelow = "0123456789+-−=()";
    const string Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎";
    const string Variables = "xykijtm";
    const string RaisedVariables = "ˣʸᵏⁱʲᵗᵐ";

    /// <summary>What stands above the line.</summary>
    /// <param name="text">As it is written.</param>
    /// <param name="before">What it stands behind; a space where there is nothing.</param>
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

    /// <summary>What an exponent of a formula is, where Unicode has characters for all of it; else null.</summary>
    public static string? Exponent(string text) =>
        text.Length is > 0 and <= 40 && text.All(c => c == ' ' || (Plain + Variables).Contains(c, StringComparison.Ordinal))
            ? Mapped(text.Replace(" ", "", StringComparison.Ordinal), Plain + Variables, Raised + RaisedVariables)
            : null;

    /// <summary>What stands below the line; words there are set apart from the letter before.</summary>
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
