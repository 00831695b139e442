using SpeechPipeline.Articles;

namespace SpeechPipeline.Specs.Articles.Docx;

public sealed class DocxTableSpecs
{
    const string Header = "<w:trPr><w:tblHeader/></w:trPr>";

    [Fact]
    public void Rows_are_read_with_the_heading_of_each_column() => Assert.Equal(
        ["TableRow: City: Oslo; Inhabitants: 700,000.", "TableRow: City: Bergen."],
        Said(Table(Header + Cell("City") + Cell("Inhabitants"), Cell("Oslo") + Cell("700,000"), Cell("Bergen") + Cell(""))));

    [Fact]
    public void A_first_row_that_is_bold_or_that_the_style_sets_apart_is_a_head_too()
    {
        const string Bold = "<w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Head</w:t></w:r></w:p></w:tc>";
        var row = Cell("a") + Cell("b");
        Assert.Equal(["TableRow: Head: a; Head: b."], Said(Table(Bold + Bold, row)));
        Assert.Equal(["TableRow: Head; Head.", "TableRow: Head; Head."], Said(Table(Bold + Bold, Bold + Bold)));

        var builder = new DocxBuilder().Body($"<w:tbl><w:tblPr><w:tblStyle w:val='Fine'/><w:tblLook w:val='04A0'/></w:tblPr><w:tr>{Cell("A") + Cell("B")}</w:tr><w:tr>{row}</w:tr></w:tbl>");
        builder.Styles += "<w:style w:type='table' w:styleId='Fine'><w:name w:val='Fine'/><w:tblStylePr w:type='firstRow'/></w:style>";
        Assert.Equal(["TableRow: A: a; B: b."], DocxReaderSpecs.Said(DocxReaderSpecs.Read(builder)));
    }

    [Fact]
    public void Cells_that_are_merged_keep_their_columns_and_are_said_in_each_row() => Assert.Equal(
        ["TableRow: Country: Norway; Towns: Oslo; Towns: Bergen; Since: 1905.", "TableRow: Country: Norway; Towns: Vadsø; Since: 1833."],
        Said(Table(
            Header + Cell("Country") + Cell("Towns", "<w:gridSpan w:val='2'/>") + Cell("Since"),
            Cell("Norway", "<w:vMerge w:val='restart'/>") + Cell("Oslo") + Cell("Bergen") + Cell("1905"),
            Cell("", "<w:vMerge/>") + Cell("Vadsø", "<w:gridSpan w:val='2'/>") + Cell("1833"))));

    [Fact]
    public void Heads_in_two_rows_are_one_and_a_row_that_was_deleted_is_not_read() => Assert.Equal(
        ["TableRow: Year: 2020; Sales in kg: 5."],
        Said(Table(
            Header + Cell("Year") + Cell("Sales"), Header + Cell("") + Cell("in kg"), Cell("2020") + Cell("5"), "<w:trPr><w:del w:id='1'/></w:trPr>" + Cell("1999") + Cell("9"))));

    [Fact]
    public void A_table_around_a_table_is_layout_and_so_is_one_of_a_single_cell()
    {
        var inner = Table(Header + Cell("A") + Cell("B"), Cell("1") + Cell("2"));
        Assert.Equal(
            ["Paragraph: Left", "TableRow: A: 1; B: 2.", "Paragraph: Right"],
            Said(Table(Cell("Left") + $"<w:tc>{inner}<w:p/></w:tc>", Cell("Right"))));
        Assert.Equal(["Paragraph: Alone"], Said(Table(Cell("Alone"))));
    }

    [Fact]
    public void Tables_can_be_left_out() => Assert.Empty(ArticleReader.Read(
        new ArticleSource(ArticleFormats.Docx, new DocxBuilder().Body(Table(Header + Cell("A") + Cell("B"), Cell("1") + Cell("2"))).Build()), new ReadingSettings(Tables: false)).Chapters);

    static string Cell(string text, string properties = "") => $"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>";

    static string Table(params string[] rows) => $"<w:tbl>{string.Concat(rows.Select(row => $"<w:tr>{row}</w:tr>"))}</w:tbl>";

    static string[] Said(string table) => DocxReaderSpecs.Said(DocxReaderSpecs.Read(new DocxBuilder().Body(table)));
}
