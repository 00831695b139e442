using Markdig.Extensions.Tables;
using Markdig.Syntax;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Markdown;

/// <summary>
/// Reads a table row by row, "City: Oslo; Inhabitants: 700,000.", because a listener cannot look up at the head of the column.
/// A table without a head is read cell by cell, one that is only a head likewise.
/// </summary>
static class MarkdownTable
{
    public static void AddTo(ChapterList chapters, Table table)
    {
        var rows = table.OfType<TableRow>().ToList();
        var head = rows is [{ IsHeader: true } first, _, ..] ? CellsOf(first).ConvertAll(cell => cell.Length > SpokenRow.LongestHead ? "" : cell) : [];
        foreach (var row in rows.Skip(head.Count == 0 ? 0 : 1))
        {
            var cells = CellsOf(row).Select((cell, column) => Spoken(column < head.Count ? head[column] : "", cell)).Where(cell => cell.Length > 0);
            chapters.Add(new Block(BlockKind.TableRow, SpokenText.WithStop(string.Join("; ", cells))));
        }
    }

    static string Spoken(string heading, string cell) => heading.Length == 0 || cell.Length == 0 ? cell : $"{heading}: {cell}";

    static List<string> CellsOf(TableRow row) =>
        [.. row.OfType<TableCell>().Select(cell => SpokenText.Normalize(string.Join(' ', cell.Descendants<LeafBlock>().Select(leaf => MarkdownText.Of(leaf.Inline)))))];
}
