using System.Text;

namespace SpeechPipeline.Normalization;

/// <summary>Replaces the signs of formulas by words, in languages with known words, and Greek letters for quantities by their names.</summary>
static class FormulaSigns
{
    const string Signs = "≤≥≠≈±×÷√∞∕−↓↑";
    const string Greek = "αβγδεζηθικλμνξοπρςστυφχψω";

    static readonly string[] Names =
    [
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma",
        "tau", "upsilon", "phi", "chi", "psi", "omega",
    ];

    public static string Rewrite(string text, FormulaWords? words)
    {
        if (words is null || !MayHoldSigns(text))
        {
            return text;
        }

        var spoken = new StringBuilder(text.Length + 32);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (Word(text, at, words) is not { } word)
            {
                spoken.Append(c);
                continue;
            }

            var isApart = spoken.Length > 0 && spoken[^1] is not (' ' or '(' or '“' or '"');
            spoken.Append(isApart ? " " : "").Append(word);
            if (at + 1 < text.Length && (char.IsLetterOrDigit(text[at + 1]) || text[at + 1] is '(' or '√' || Signs.Contains(text[at + 1], StringComparison.Ordinal)))
            {
                spoken.Append(' ');
            }
        }

        return spoken.ToString();
    }

    static bool MayHoldSigns(string text)
    {
        foreach (var c in text)
        {
            if (c is (>= 'Α' and <= 'ω') or '±' or '×' or '÷' or (>= '↑' and <= '≥'))
            {
                return true;
            }
        }

        return false;
    }

    static string? Word(string text, int at, FormulaWords words) => text[at] switch
    {
        '≤' => words.LessOrEqual,
        '≥' => words.GreaterOrEqual,
        '≠' => words.NotEqual,
        '≈' => words.About,
        '±' => words.PlusMinus,
        '×' when IsBetweenOperands(text, at) => words.Times,
        '÷' => words.Over,
        '√' => words.Root,
        '∞' => words.Infinity,
        '∕' => words.Over,
        '−' when at + 1 < text.Length && (char.IsLetterOrDigit(text[at + 1]) || text[at + 1] is ' ' or '(' or '√') => words.Minus,
        >= 'Α' and <= 'ω' when IsAlone(text, at) && Greek.IndexOf(char.ToLowerInvariant(text[at]), StringComparison.Ordinal) is >= 0 and var letter => Names[letter],
        _ => null,
    };

    // "4 × 4", not "a × in a form".
    static bool IsBetweenOperands(string text, int at)
    {
        var (before, after) = (at - 1, at + 1);
        while (before >= 0 && text[before] == ' ')
        {
            before--;
        }

        while (after < text.Length && text[after] == ' ')
        {
            after++;
        }

        return before >= 0 && after < text.Length && (char.IsDigit(text[before]) || char.IsDigit(text[after]) || (at >= 2 && text[at - 1] == ' ' && (before == 0 || !char.IsLetter(text[before - 1]))));
    }

    static bool IsAlone(string text, int at) =>
        (at == 0 || !char.IsLetter(text[at - 1])) && (at + 1 == text.Length || !char.IsLetter(text[at + 1]));
}
