using System.Buffers;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Formulas;

/// <summary>Puts simple MathML formulas on one line; of others, uses the alternative text if that is words.</summary>
static partial class MathMlFormula
{
    static readonly SearchValues<char> OfTex = SearchValues.Create(@"\{}^_$");

    // Recursion is safe far beyond this; real formulas have a tenth.
    const int MostLevels = 100;

    /// <summary>The words for the formula; empty if it cannot be spoken.</summary>
    public static string Read(IElement math) =>
        Row(math, 0) is { Length: > 0 } text ? text
        : math.GetAttribute("alttext") is { } alternative ? TexFormula.Read(alternative) ?? (IsWords(alternative) ? alternative : "")
        : "";

    static bool IsWords(string alternative) => alternative.AsSpan().IndexOfAny(OfTex) < 0 && !NotAvailable().IsMatch(alternative);

    static string? Row(IElement row, int level)
    {
        var text = new FormulaText();
        foreach (var child in row.Children)
        {
            if (level > MostLevels || !Take(child, text, level + 1))
            {
                return null;
            }
        }

        return text.ToString();
    }

    static bool Take(IElement element, FormulaText text, int level)
    {
        var parts = element.Children;
        switch (element.LocalName)
        {
            case "annotation" or "annotation-xml" or "mspace" or "mphantom" or "none" or "mprescripts":
                return true;
            case "semantics":
                return parts.Length == 0 || Take(parts[0], text, level + 1);
            case "mi" or "mn" or "mtext" or "ms":
                text.Operand(SpokenText.Normalize(element.TextContent));
                return true;
            case "mo":
                return TakeOperator(SpokenText.Normalize(element.TextContent), text);
            case "mrow" or "mstyle" or "mpadded" or "menclose" or "merror":
                return Row(element, level) is { } row && Says(text.Operand(row));
            case "mfenced":
                return Row(element, level) is { } fenced && Says(text.Append($"({fenced})"));
            case "mfrac" when parts.Length == 2:
                return One(parts[0], level) is { } numerator && One(parts[1], level) is { } denominator && Says(text.Operand(FormulaText.Fraction(numerator, denominator)));
            case "msqrt":
                return Row(element, level) is { } radicand && Says(text.Operand(FormulaText.Root(radicand)));
            case "msup" when parts.Length == 2:
                return Base(parts[0], text, level) && One(parts[1], level) is { } above && RaisedText.Exponent(above) is { } raised && Says(text.Append(raised));
            case "msub" when parts.Length == 2:
                return Base(parts[0], text, level) && One(parts[1], level) is { } below && Says(text.Append(RaisedText.Below(below, text.Last)));
            case "msubsup" when parts.Length == 3:
                return Base(parts[0], text, level) && One(parts[1], level) is { } under && Says(text.Append(RaisedText.Below(under, text.Last)))
                    && One(parts[2], level) is { } over && RaisedText.Exponent(over) is { } lifted && Says(text.Append(lifted));
            case "math":
                return Row(element, level) is { } inner && Says(text.Operand(inner));
            default:
                return false;
        }
    }

    // The limits of a sum or an integral are not powers.
    static bool Base(IElement element, FormulaText text, int level)
    {
        if (One(element, level) is not { Length: > 0 } operand || "∑∫∏".Contains(operand[^1], StringComparison.Ordinal))
        {
            return false;
        }

        text.Operand(operand.Contains(' ', StringComparison.Ordinal) && operand[0] != '(' ? $"({operand})" : operand);
        return true;
    }

    static string? One(IElement element, int level)
    {
        var text = new FormulaText();
        return Take(element, text, level + 1) ? text.ToString() : null;
    }

    static bool TakeOperator(string sign, FormulaText text)
    {
        switch (sign)
        {
            case "" or "\u2061" or "\u2062" or "\u2063" or "\u2064":
                return true;
            case "(" or ")" or "[" or "]" or "!" or "," or ";" or "." or "…" or "%" or "°":
                text.Append(sign is "," or ";" ? sign + " " : sign);
                return true;
            case "-" or "−":
                text.Operator("−");
                return true;
            case "*" or "·" or "⋅" or "×":
                text.Operator("×");
                return true;
            case "/":
                text.Operator(FormulaText.Over.ToString());
                return true;
            case "+" or "=" or "<" or ">" or "≤" or "≥" or "≠" or "≈" or "±" or "÷" or "→":
                text.Operator(sign);
                return true;
            default:
                // Nothing is guessed: a sign without known words ends the attempt.
                return false;
        }
    }

    static bool Says(FormulaText _) => true;

    [GeneratedRegex(@"not available|alternative text|^\s*(image|formula|equation|math)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotAvailable();
}
