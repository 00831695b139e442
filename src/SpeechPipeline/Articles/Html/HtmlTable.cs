using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Tables of data are read as those of Markdown are: "City: Oslo; Inhabitants: 700,000." Tables that only lay out a page are not
/// read as tables.
/// </summary>
static class HtmlTable
{
    const string Blocks = "p + p, div, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, pre";

    public static bool IsData(IElement table)
    {
        if (table.GetAttribute("role") is "presentation" or "none")
        {
            return false;
        }

        var rows = Rows(table).ToList();
        var widest = rows.Count == 0 ? 0 : rows.Max(row => Cells(row).Count());
        if (rows.Count < 2 || widest < 2 || table.QuerySelector("table") is not null)
        {
            return false;
        }

        return rows.Exists(row => Cells(row).Any(cell => cell.LocalName == "th"))
            || table.Children.Any(child => child.LocalName is "thead" or "caption")
            || table.QuerySelector(Blocks) is null;
    }

    /// <summary>Each row as it is spoken.</summary>
    public static IEnumerable<string> RowsOf(IElement table, Func<IElement, string> textOf)
    {
        var rows = Rows(table).Select(row => Cells(row).ToList()).Where(cells => cells.Count > 0).ToList();
        var isHeaded = rows is [{ Count: > 1 } first, _, ..] && first.TrueForAll(cell => cell.LocalName == "th" || cell.ParentElement?.ParentElement?.LocalName == "thead");
        var heads = isHeaded ? rows[0].Select(textOf).Select(head => head.Length > SpokenRow.LongestHead ? "" : head).ToList() : [];
        return rows.Skip(isHeaded ? 1 : 0)
            .Select(row => SpokenRow.Of([.. row.Select((cell, column) => new SpokenRow.Cell(textOf(cell), column, cell.LocalName == "th"))], heads))
            .Where(row => row.Length > 0);
    }

    // Rows of this table, not of tables inside it.
    static IEnumerable<IElement> Rows(IElement table) => table.Children.SelectMany(child => child.LocalName switch
    {
        "tr" => [child],
        "thead" or "tbody" or "tfoot" => child.Children.Where(row => row.LocalName == "tr"),
        _ => [],
    });

    static IEnumerable<IElement> Cells(IElement row) => row.Children.Where(cell => cell.LocalName is "td" or "th");
}
