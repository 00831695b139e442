using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Formulas;

/// <summary>
/// Puts simple TeX formulas on one line. A formula that is not simple (matrices, sums with limits, unknown commands)
/// is left out completely.
/// </summary>
sealed partial class TexFormula
{
    const int Longest = 1_000;
    const int MostLevels = 20;

    static readonly FrozenDictionary<string, string> Signs = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["leq"] = "≤",
        ["le"] = "≤",
        ["leqslant"] = "≤",
        ["geq"] = "≥",
        ["ge"] = "≥",
        ["geqslant"] = "≥",
        ["neq"] = "≠",
        ["ne"] = "≠",
        ["approx"] = "≈",
        ["simeq"] = "≈",
        ["pm"] = "±",
        ["times"] = "×",
        ["cdot"] = "×",
        ["div"] = "÷",
        ["to"] = "→",
        ["rightarrow"] = "→",
        ["lt"] = "<",
        ["gt"] = ">",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenDictionary<string, string> Operands = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["alpha"] = "α",
        ["beta"] = "β",
        ["gamma"] = "γ",
        ["delta"] = "δ",
        ["epsilon"] = "ε",
        ["varepsilon"] = "ε",
        ["zeta"] = "ζ",
        ["eta"] = "η",
        ["theta"] = "θ",
        ["iota"] = "ι",
        ["kappa"] = "κ",
        ["lambda"] = "λ",
        ["mu"] = "μ",
        ["nu"] = "ν",
        ["xi"] = "ξ",
        ["pi"] = "π",
        ["rho"] = "ρ",
        ["sigma"] = "σ",
        ["tau"] = "τ",
        ["upsilon"] = "υ",
        ["phi"] = "φ",
        ["varphi"] = "φ",
        ["chi"] = "χ",
        ["psi"] = "ψ",
        ["omega"] = "ω",
        ["Gamma"] = "Γ",
        ["Delta"] = "Δ",
        ["Theta"] = "Θ",
        ["Lambda"] = "Λ",
        ["Xi"] = "Ξ",
        ["Pi"] = "Π",
        ["Sigma"] = "Σ",
        ["Phi"] = "Φ",
        ["Psi"] = "Ψ",
        ["Omega"] = "Ω",
        ["infty"] = "∞",
        ["ldots"] = "…",
        ["dots"] = "…",
        ["cdots"] = "…",
        ["sin"] = "sin",
        ["cos"] = "cos",
        ["tan"] = "tan",
        ["log"] = "log",
        ["ln"] = "ln",
        ["exp"] = "exp",
        ["min"] = "min",
        ["max"] = "max",
        ["degree"] = "°",
        ["circ"] = "°",
        ["ell"] = "l",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenSet<string> Spaces = new[] { ",", ";", ":", "!", " ", "quad", "qquad", "left", "right", "displaystyle", "textstyle", "big", "Big", "bigl", "bigr", "limits" }
        .ToFrozenSet(StringComparer.Ordinal);

    static readonly FrozenSet<string> Fonts = new[]
    {
        "text", "textrm", "textit", "textbf", "mathrm", "mathbf", "mathit", "mathsf", "mathbb", "mathcal", "boldsymbol", "bm", "operatorname", "mbox", "rm",
    }.ToFrozenSet(StringComparer.Ordinal);

    readonly string _tex;
    int _at;
    int _level;

    TexFormula(string tex) => _tex = tex;

    /// <summary>The formula on one line; null if it is not simple.</summary>
    public static string? Read(string tex)
    {
        if (tex.Length > Longest)
        {
            return null;
        }

        var formula = new TexFormula(tex);
        return formula.Group('\0') is { } text && formula._at >= tex.Length ? text : null;
    }

    /// <summary>Replaces the formulas between TeX delimiters in a text by their form on one line; those that are not simple are left out.</summary>
    public static string ReadAllIn(string text) =>
        text.Contains("\\(", StringComparison.Ordinal) || text.Contains("\\[", StringComparison.Ordinal) || text.Contains("$$", StringComparison.Ordinal)
            ? Delimited().Replace(text, match => Read(match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Success ? match.Groups[2].Value : match.Groups[3].Value) ?? "")
            : text;

    // Up to the closing sign, or to the end.
    string? Group(char close)
    {
        if (++_level > MostLevels)
        {
            return null;
        }

        var text = new FormulaText();
        while (_at < _tex.Length && _tex[_at] != close)
        {
            if (!Take(text))
            {
                return null;
            }
        }

        _level--;
        return text.ToString();
    }

    bool Take(FormulaText text)
    {
        var c = _tex[_at++];
        switch (c)
        {
            case '\\':
                return TakeCommand(text);
            case '{':
                return Closed('}') is { } group && Says(text.Operand(group));
            case '^':
                return Argument() is { } above && Says(text, above == "°" ? above : above == "'" ? "" : RaisedText.Exponent(above));
            case '_':
                return !"∑∫∏".Contains(text.Last, StringComparison.Ordinal) && Argument() is { } below && Says(text, RaisedText.Below(below, text.Last));
            case ' ' or '\t' or '\n' or '\r' or '~' or '\'':
                return true;
            case '+' or '=' or '<' or '>':
                return Says(text.Operator(c.ToString()));
            case '-' or '−':
                return Says(text.Operator("−"));
            case '*':
                return Says(text.Operator("×"));
            case '/':
                return Says(text.Operator(FormulaText.Over.ToString()));
            case ',':
                return Says(text.Append(", "));
            case '(' or ')' or '[' or ']' or '!' or '.' or ':' or ';' or '%' or '°':
                return Says(text.Append(c.ToString()));
            default:
                return char.IsLetterOrDigit(c) && Says(text.Operand(char.IsDigit(c) ? Number(c) : c.ToString()));
        }
    }

    bool TakeCommand(FormulaText text)
    {
        var start = _at;
        while (_at < _tex.Length && char.IsAsciiLetter(_tex[_at]))
        {
            _at++;
        }

        if (_at == start)
        {
            _at = Math.Min(_at + 1, _tex.Length);
        }

        var name = _tex[start.._at];
        if (Spaces.Contains(name))
        {
            return true;
        }

        if (Signs.TryGetValue(name, out var sign))
        {
            return Says(text.Operator(sign));
        }

        if (Operands.TryGetValue(name, out var operand))
        {
            return Says(text.Operand(operand));
        }

        return name switch
        {
            "%" or "$" or "&" or "#" => Says(text.Append(name)),
            "{" or "}" => Says(text.Append(name == "{" ? "(" : ")")),
            "frac" or "dfrac" or "tfrac" => Argument() is { } numerator && Argument() is { } denominator && Says(text.Operand(FormulaText.Fraction(numerator, denominator))),
            "sqrt" => !(_at < _tex.Length && _tex[_at] == '[') && Argument() is { } radicand && Says(text.Operand(FormulaText.Root(radicand))),
            _ => Fonts.Contains(name) && Words() is { } words && Says(text.Operand(words)),
        };
    }

    // {a group}, \a or one character.
    string? Argument()
    {
        while (_at < _tex.Length && char.IsWhiteSpace(_tex[_at]))
        {
            _at++;
        }

        if (_at >= _tex.Length)
        {
            return null;
        }

        if (_tex[_at] == '{')
        {
            _at++;
            return Closed('}');
        }

        var text = new FormulaText();
        if (char.IsDigit(_tex[_at]))
        {
            return _tex[_at++].ToString();
        }

        return Take(text) ? text.ToString() : null;
    }

    // Letters in a font command are a word, not a product of letters.
    string? Words()
    {
        if (_at >= _tex.Length || _tex[_at] != '{')
        {
            return Argument();
        }

        var end = _tex.IndexOf('}', _at);
        var words = end < 0 ? "" : _tex[(_at + 1)..end];
        if (end < 0 || words.AsSpan().IndexOfAny('\\', '{', '$') >= 0)
        {
            return Argument();
        }

        _at = end + 1;
        return words.Trim();
    }

    string? Closed(char close)
    {
        if (Group(close) is not { } text || _at >= _tex.Length)
        {
            return null;
        }

        _at++;
        return text;
    }

    string Number(char first)
    {
        var start = _at;
        while (_at < _tex.Length && (char.IsDigit(_tex[_at]) || (_tex[_at] == '.' && _at + 1 < _tex.Length && char.IsDigit(_tex[_at + 1]))))
        {
            _at++;
        }

        return first + _tex[start.._at];
    }

    static bool Says(FormulaText _) => true;

    static bool Says(FormulaText text, string? marks)
    {
        if (marks is not null)
        {
            text.Append(marks);
        }

        return marks is not null;
    }

    [GeneratedRegex(@"(?<!\\)\\\(((?:[^\\]|\\\\|\\(?![()\[\]\\])){1,1000})\\\)|(?<!\\)\\\[((?:[^\\]|\\\\|\\(?![()\[\]\\])){1,1000})\\\]|\$\$([^$]{1,1000})\$\$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Delimited();
}
