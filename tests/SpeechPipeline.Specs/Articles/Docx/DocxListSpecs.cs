using SpeechPipeline.Articles.Docx;

namespace SpeechPipeline.Specs.Articles.Docx;

public sealed class DocxListSpecs
{
    /// <summary>List 1 in digits, three levels deep; list 2 of the same definition; list 3 as it, but starting anew at 5; list 4 of bullets.</summary>
    internal const string Decimal =
        "<w:abstractNum w:abstractNumId='0'>"
        + "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
        + "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%2)'/></w:lvl>"
        + "<w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='lowerRoman'/><w:lvlText w:val='%1.%2.%3'/></w:lvl></w:abstractNum>"
        + "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val=''/></w:lvl></w:abstractNum>"
        + "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num>"
        + "<w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>"
        + "<w:num w:numId='4'><w:abstractNumId w:val='1'/></w:num>";

    [Fact]
    public void Items_carry_their_numbers_and_deeper_levels_begin_anew() => Assert.Equal(
        ["ListItem: 1. a.", "ListItem: a) b.", "ListItem: b) c.", "ListItem: 1.b.i. d.", "ListItem: 2. e.", "ListItem: a) f.", "ListItem: bullet."],
        Said(new DocxBuilder().Item("a").Item("b", level: 1).Item("c", level: 1).Item("d", level: 2).Item("e").Item("f", level: 1).Item("bullet", 4)));

    [Fact]
    public void Lists_of_one_definition_count_on_together_unless_one_says_where_it_starts() => Assert.Equal(
        ["ListItem: 1. a.", "ListItem: 2. b.", "ListItem: 5. c.", "ListItem: 6. d.", "ListItem: 7. e."],
        Said(new DocxBuilder().Item("a").Item("b", 2).Item("c", 3).Item("d", 3).Item("e")));

    [Fact]
    public void A_style_may_make_items_and_a_paragraph_may_take_itself_out()
    {
        var builder = new DocxBuilder();
        builder.Styles += DocxBuilder.Style("Listed", "List Number", "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>");
        Assert.Equal(
            ["ListItem: 1. a.", "Paragraph: b", "ListItem: 2. c."],
            Said(builder.Styled("Listed", "a").Paragraph("b", "<w:pStyle w:val='Listed'/><w:numPr><w:numId w:val='0'/></w:numPr>").Styled("Listed", "c")));
    }

    [Fact]
    public void Headings_carry_their_numbers_too()
    {
        const string Outline =
            "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='Chapter %1'/></w:lvl>"
            + "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:isLgl/><w:lvlText w:val='%1.%2'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
        static string Numbered(string style, int level) => $"<w:pStyle w:val='{style}'/><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>";
        var article = DocxReaderSpecs.Read(new DocxBuilder { Numbering = Outline }
            .Paragraph("Home", Numbered("berschrift1", 0)).Paragraph("Away", Numbered("berschrift1", 0)).Paragraph("Far", Numbered("berschrift2", 1)));

        Assert.Equal(["Chapter I. Home", "Chapter II. Away", "2.1 Far"], article.Chapters.Select(chapter => chapter.Title));
    }

    [Theory]
    [InlineData(4, "decimal", "4")]
    [InlineData(4, "decimalZero", "04")]
    [InlineData(1994, "upperRoman", "MCMXCIV")]
    [InlineData(9, "lowerRoman", "ix")]
    [InlineData(3, "lowerLetter", "c")]
    [InlineData(28, "upperLetter", "BB")]
    [InlineData(22, "ordinal", "22nd")]
    [InlineData(12, "ordinal", "12th")]
    [InlineData(7, "none", "")]
    [InlineData(7, "thaiLetters", "7")]
    [InlineData(30_000, "upperRoman", "30000")]
    [InlineData(30_000, "lowerLetter", "30000")]
    [InlineData(0, "lowerLetter", "0")]
    public void Numbers_are_written_as_lists_write_them(int number, string format, string expected) => Assert.Equal(expected, NumberFormat.Write(number, format));

    static string[] Said(DocxBuilder document)
    {
        document.Numbering = Decimal;
        return DocxReaderSpecs.Said(DocxReaderSpecs.Read(document));
    }
}
