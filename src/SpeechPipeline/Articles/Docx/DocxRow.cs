using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace SpeechPipeline.Articles.Docx;

/// <summary>A row of a table.</summary>
sealed record DocxRow(TableRow Element, IReadOnlyList<DocxRow.Cell> Cells)
{
    // Word's own limit is 63 columns.
    const int MostColumns = 63;

    /// <summary>Whether it is repeated at the top of each page.</summary>
    public bool IsHeader => Element.TableRowProperties?.GetFirstChild<TableHeader>().IsOn() == true;

    /// <param name="Column">From 0.</param>
    /// <param name="Span">How many columns it takes.</param>
    /// <param name="IsContinued">Whether it is merged with the cell above.</param>
    public sealed record Cell(TableCell Element, int Column, int Span, bool IsContinued);

    public static DocxRow Of(TableRow row)
    {
        var column = row.TableRowProperties?.GetFirstChild<GridBefore>()?.Val.Whole() ?? 0;
        var cells = new List<Cell>();
        foreach (var element in Within<TableCell>(row))
        {
            var properties = element.TableCellProperties;
            var span = Math.Clamp(properties?.GridSpan?.Val.Whole() ?? 1, 1, MostColumns);
            var isContinued = properties?.VerticalMerge is { } merge && merge.Val?.InnerText is null or "continue";
            if (properties?.HorizontalMerge is not { } old || old.Val?.InnerText == "restart")
            {
                cells.Add(new Cell(element, column, span, isContinued));
            }

            column = Math.Min(column + span, short.MaxValue);
        }

        return new DocxRow(row, cells);
    }

    /// <summary>The parts of a table or of a row, including those in content controls.</summary>
    public static IEnumerable<T> Within<T>(OpenXmlElement parent)
        where T : OpenXmlElement =>
        parent.ChildElements.SelectMany(child => child is T found ? [found] : child.LocalName is "sdt" or "sdtContent" or "customXml" ? Within<T>(child) : []);
}
