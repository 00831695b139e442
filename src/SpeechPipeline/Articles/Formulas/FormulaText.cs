using System.Text;

namespace SpeechPipeline.Articles.Formulas;

/// <summary>Builds a formula on one line, in characters for which normalization has words: "x = (−b ± √(b² − 4 a c)) ∕ (2 a)".</summary>
sealed class FormulaText
{
    /// <summary>The sign between numerator and denominator if they are not plain numbers; prose does not use this slash.</summary>
    public const char Over = '∕';

    readonly StringBuilder _text = new();

    public bool IsEmpty => _text.Length == 0;

    /// <summary>The last character that is not a space; a space if there is none.</summary>
    public char Last
    {
        get
        {
            for (var at = _text.Length - 1; at >= 0; at--)
            {
                if (_text[at] != ' ')
                {
                    return _text[at];
                }
            }

            return ' ';
        }
    }

    /// <summary>Appends a number, a letter or a word, separated from a letter or word before it.</summary>
    public FormulaText Operand(string operand)
    {
        if (operand.Length > 0 && _text.Length > 0 && char.IsLetterOrDigit(operand[0]) && IsOfOperand(_text[^1]) && !(char.IsDigit(operand[0]) && char.IsDigit(_text[^1])))
        {
            _text.Append(' ');
        }

        _text.Append(operand);
        return this;
    }

    /// <summary>Appends an operator; before the first operand it is a sign of that operand.</summary>
    public FormulaText Operator(string sign)
    {
        var isUnary = Last is ' ' or '(' or '[' or ',' or '=' or '≤' or '≥' or '<' or '>' or '≈' or '≠';
        if (isUnary && sign is "−" or "+" or "±")
        {
            _text.Append(sign);
        }
        else
        {
            _text.Append(' ').Append(sign).Append(' ');
        }

        return this;
    }

    /// <summary>Appends marks unchanged: brackets, commas, raised characters.</summary>
    public FormulaText Append(string marks)
    {
        _text.Append(marks);
        return this;
    }

    public static string Fraction(string numerator, string denominator) =>
        numerator.All(char.IsDigit) && denominator.All(char.IsDigit) ? $"{numerator}/{denominator}" : $"{Enclosed(numerator)} {Over} {Enclosed(denominator)}";

    public static string Root(string radicand) => $"√{Enclosed(radicand)}";

    public override string ToString() => _text.ToString().Trim();

    static string Enclosed(string text) => text.Contains(' ', StringComparison.Ordinal) ? $"({text})" : text;

    static bool IsOfOperand(char c) => char.IsLetterOrDigit(c) || c is ')' or '∞' || "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉".Contains(c, StringComparison.Ordinal);
}
