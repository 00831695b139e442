using System.Text.RegularExpressions;
using SpeechPipeline.Text;

namespace SpeechPipeline.Normalization;

/// <summary>Marks that are the whole content of a table cell: ticks, crosses, arrows.</summary>
static partial class CellMarks
{
    public static string Rewrite(string row, FormulaWords? words) =>
        words is null ? row : SpokenText.WithStop(Mark().Replace(row, match => match.Value[0] switch
        {
            '❌' or '✗' or '✘' or '✖' or '☒' => words.No,
            '↑' or '⬆' or '▲' => words.Up,
            '↓' or '⬇' or '▼' => words.Down,
            _ => words.Yes,
        }));

    [GeneratedRegex(@"(?<=^|[:;] )[✅✔✓☑❌✗✘✖☒↑⬆▲↓⬇▼]\uFE0F?(?=\.?$|;)", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
