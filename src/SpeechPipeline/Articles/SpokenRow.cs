using SpeechPipeline.Text;

namespace SpeechPipeline.Articles;

/// <summary>A row of a table as it is spoken, each cell after the heading of its column: "City: Oslo; Inhabitants: 700,000."</summary>
static class SpokenRow
{
    /// <summary>A longer heading is text, and is not repeated in every row.</summary>
    public const int LongestHead = 60;

    /// <param name="Column">From 0.</param>
    /// <param name="IsHead">Whether it is the heading of its row.</param>
    public readonly record struct Cell(string Text, int Column, bool IsHead);

    /// <param name="heads">The headings of the columns; an empty list if the table has none, an empty string for a column without one.</param>
    /// <returns>Empty if no cell has text.</returns>
    public static string Of(IReadOnlyList<Cell> cells, IReadOnlyList<string> heads)
    {
        var text = string.Join("; ", Spoken(cells, heads));
        return text.Length > 0 ? SpokenText.WithStop(text) : "";
    }

    static IEnumerable<string> Spoken(IReadOnlyList<Cell> cells, IReadOnlyList<string> heads)
    {
        var pendingHead = "";
        foreach (var cell in cells)
        {
            var text = cell.Text.TrimEnd('.', ';', ':');
            if (text.Length == 0)
            {
                continue;
            }
            // If its column has no heading, the heading of a row goes before its first cell.
            if (heads.Count == 0 && cell is { IsHead: true, Column: 0 } && cells.Count > 1)
            {
                pendingHead = text + ": ";
                continue;
            }

            yield return cell.Column < heads.Count && heads[cell.Column].Length > 0 ? $"{heads[cell.Column]}: {text}" : pendingHead + text;
            pendingHead = "";
        }

        if (pendingHead.Length > 0)
        {
            yield return pendingHead.TrimEnd(' ', ':');
        }
    }
}
