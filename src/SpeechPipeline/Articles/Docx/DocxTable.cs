using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using RunText = DocumentFormat.OpenXml.Wordprocessing.Text;

namespace SpeechPipeline.Articles.Docx;

/// <summary>
/// Tables of data are read as in web pages. Word does not mark the head row: it is a row that is repeated on each page, that
/// looks different by the table's style, or that is bold while the next one is not.
/// </summary>
static class DocxTable
{
    const int MostColumns = 1_000;

    public static List<DocxRow> RowsOf(Table table) =>
        [.. DocxRow.Within<TableRow>(table).Where(row => row.TableRowProperties?.GetFirstChild<Deleted>() is null).Select(DocxRow.Of).Where(row => row.Cells.Count > 0)];

    /// <summary>Whether it is a table of data, not of layout.</summary>
    public static bool IsData(Table table, List<DocxRow> rows) =>
        rows.Count > 1 && rows.Exists(row => row.Cells.Count > 1) && !table.Descendants<Table>().Any()
        && (rows[0].IsHeader || rows.TrueForAll(row => row.Cells.All(cell => cell.Element.Elements<Paragraph>().Where(HasText).Skip(1).FirstOrDefault() is null)));

    /// <summary>Each row as it is spoken.</summary>
    public static IEnumerable<string> Speak(Table table, List<DocxRow> rows, Func<OpenXmlElement, string> textOf, DocxStyles styles)
    {
        var properties = table.GetFirstChild<TableProperties>();
        var style = styles.Of(properties?.TableStyle?.Val?.InnerText);
        var look = properties?.TableLook;
        var headRows = rows.TakeWhile(row => row.IsHeader).Count();
        if (headRows == 0 && ((style.HasHeadRow && IsSet(look, look?.FirstRow, 0x20)) || (IsBold(rows[0], styles) && !IsBold(rows[1], styles))))
        {
            headRows = 1;
        }

        headRows = rows[0].Cells.Count < 2 ? 0 : Math.Min(headRows, rows.Count - 1);
        var hasHeadColumn = style.HasHeadColumn && IsSet(look, look?.FirstColumn, 0x80);
        var heads = HeadsOf(rows[..headRows], textOf);
        var above = new Dictionary<int, string>();
        foreach (var row in rows.Skip(headRows))
        {
            var text = SpokenRow.Of([.. row.Cells.Select(cell => new SpokenRow.Cell(TextOf(cell), cell.Column, hasHeadColumn || cell.IsContinued))], heads);
            if (text.Length > 0)
            {
                yield return text;
            }
        }

        // A cell that spans several rows is spoken in each, if it is short.
        string TextOf(DocxRow.Cell cell)
        {
            if (cell.IsContinued)
            {
                return above.GetValueOrDefault(cell.Column, "");
            }

            var text = textOf(cell.Element);
            above[cell.Column] = text.Length <= SpokenRow.LongestHead ? text : "";
            return text;
        }
    }

    // Heads in several rows are joined: "Sales" over "2020" becomes "Sales 2020".
    static List<string> HeadsOf(List<DocxRow> rows, Func<OpenXmlElement, string> textOf)
    {
        var heads = new List<string>();
        foreach (var cell in rows.SelectMany(row => row.Cells))
        {
            var text = cell.IsContinued ? "" : textOf(cell.Element).TrimEnd('.', ';', ':');
            for (var column = cell.Column; column < Math.Min(cell.Column + cell.Span, MostColumns); column++)
            {
                while (heads.Count <= column)
                {
                    heads.Add("");
                }

                heads[column] = $"{heads[column]} {text}".Trim();
            }
        }

        return [.. heads.Select(head => head.Length > SpokenRow.LongestHead ? "" : head)];
    }

    static bool IsSet(TableLook? look, OpenXmlSimpleType? attribute, int bit) => attribute is not null
        ? attribute.InnerText is "1" or "true" or "on"
        : int.TryParse(look?.Val?.InnerText, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var bits) && (bits & bit) != 0;

    static bool IsBold(DocxRow row, DocxStyles styles)
    {
        var runs = row.Cells.SelectMany(cell => cell.Element.Descendants<Run>()).Where(run => run.GetFirstChild<RunText>() is not null).ToList();
        return runs.Count > 0 && runs.TrueForAll(run => run.RunProperties?.Bold.IsOn() ?? styles.Of(run.RunProperties?.RunStyle?.Val?.InnerText).IsBold ?? BoldOf(run));

        bool BoldOf(Run run) => styles.OfParagraph(run.Ancestors<Paragraph>().First().ParagraphProperties?.ParagraphStyleId?.Val?.InnerText).IsBold ?? false;
    }

    static bool HasText(Paragraph paragraph) => paragraph.Descendants<RunText>().Any(text => !string.IsNullOrWhiteSpace(text.Text));
}
