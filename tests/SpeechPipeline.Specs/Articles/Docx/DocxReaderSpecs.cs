using DocumentFormat.OpenXml;
using SpeechPipeline.Articles;
using SpeechPipeline.Articles.Docx;

namespace SpeechPipeline.Specs.Articles.Docx;

public sealed class DocxReaderSpecs
{
    static readonly ReadingSettings WithCaptions = new(Captions: true);

    [Fact]
    public void The_title_comes_first_and_headings_of_two_levels_begin_chapters_whatever_the_language_of_the_styles()
    {
        var article = Read(new DocxBuilder { Title = "Template", Author = "Jane Doe; John Roe" }
            .Styled("Title", "A Book").Styled("berschrift1", "One").Paragraph("Text one.")
            .Styled("berschrift2", "Two").Styled("berschrift3", "Deep").Paragraph("Text two."));

        Assert.Equal(("A Book", "Jane Doe, John Roe", "en-GB", null), (article.Title, article.Author, article.Language, article.Date));
        Assert.Equal([("One", 1), ("Two", 2)], article.Chapters.Select(chapter => (chapter.Title, chapter.Level)));
        Assert.Equal(["Heading: A Book", "Heading: One", "Paragraph: Text one.", "Heading: Two", "Heading: Deep", "Paragraph: Text two."], Said(article));
    }

    [Fact]
    public void The_only_heading_of_the_first_level_is_the_title_where_it_opens_the_text_and_else_the_properties_say_it()
    {
        Assert.Equal("A Tale", Read(new DocxBuilder().Styled("berschrift1", "A Tale").Paragraph("Text.").Styled("berschrift2", "B")).Title);
        Assert.Equal("Named", Read(new DocxBuilder { Title = "Named" }.Styled("berschrift1", "A Tale").Paragraph("Text.")).Title);
        Assert.Null(Read(new DocxBuilder().Styled("berschrift1", "A").Styled("berschrift1", "B")).Title);
        Assert.Null(Read(new DocxBuilder().Paragraph("Text.").Styled("berschrift1", "A")).Title);
    }

    [Fact]
    public void A_style_takes_its_level_from_what_it_is_based_on_and_the_paragraph_may_say_another()
    {
        var builder = new DocxBuilder();
        builder.Styles += DocxBuilder.Style("Mine", "Mine", "<w:basedOn w:val='berschrift1'/>") + DocxBuilder.Style("Loop", "Loop", "<w:basedOn w:val='Loop'/>");
        var article = Read(builder.Paragraph("Text.").Styled("Mine", "Mine").Styled("Loop", "In a loop.").Styled("Heading2", "Built in")
            .Paragraph("Own", "<w:outlineLvl w:val='1'/>").Paragraph("No heading.", "<w:pStyle w:val='berschrift1'/><w:outlineLvl w:val='9'/>"));

        Assert.Equal(["Paragraph: Text.", "Heading: Mine", "Paragraph: In a loop.", "Heading: Built in", "Heading: Own", "Paragraph: No heading."], Said(article));
    }

    [Fact]
    public void The_language_is_the_one_that_most_of_the_text_is_marked_with()
    {
        Assert.Equal("de-DE", Read(new DocxBuilder().Paragraph("Hello.").Paragraph("Guten Tag allerseits.", runProperties: "<w:lang w:val='de-DE'/>")).Language);
        Assert.Equal("ja-JP", Read(new DocxBuilder().Paragraph("Hi.").Paragraph("吾輩は猫である。")).Language);
    }

    [Theory]
    [InlineData("<w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>b</w:t></w:r></w:ins>", "ab")]
    [InlineData("<w:moveFrom><w:r><w:t>from</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>to</w:t></w:r></w:moveTo>", "to")]
    [InlineData("<w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>b</w:t></w:r>", "ab")]
    [InlineData("<w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>struck</w:t></w:r>", "a")]
    [InlineData("<w:r><w:t>a</w:t><w:footnoteReference w:id='1'/><w:endnoteReference w:id='1'/><w:commentReference w:id='1'/><w:t>b</w:t></w:r>", "ab")]
    [InlineData("<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>stop so</w:t><w:softHyphen/><w:t>ft</w:t><w:tab/><w:t>tab</w:t></w:r>", "non-stop soft tab")]
    [InlineData("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:cr/><w:t>three</w:t></w:r>", "one two three")]
    [InlineData("<w:r><w:sym w:font='Symbol' w:char='F061'/><w:sym w:font='Wingdings' w:char='F04A'/><w:t>x</w:t></w:r>", "α x")]
    [InlineData("<w:r><w:t>E=mc</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>", "E=mc2")]
    [InlineData("<w:r><w:rPr><w:caps/></w:rPr><w:t>Quiet</w:t></w:r><w:r><w:rPr><w:smallCaps/></w:rPr><w:t> words</w:t></w:r>", "Quiet words", true)]
    [InlineData("<w:r><w:t>a</w:t></w:r><w:hyperlink w:anchor='n1'><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r></w:hyperlink>", "a")]
    [InlineData("<w:hyperlink w:anchor='x'><w:r><w:t>linked</w:t></w:r></w:hyperlink><w:r><w:t xml:space='preserve'> https://www.example.com/a?b=c.</w:t></w:r>", "linked example.com.")]
    [InlineData("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>REF x</w:instrText><w:fldChar w:fldCharType='separate'/><w:t>see</w:t><w:fldChar w:fldCharType='end'/></w:r>", "see")]
    [InlineData("<w:r><w:t>a</w:t></w:r><w:fldSimple w:instr=' PAGE '><w:r><w:t>7</w:t></w:r></w:fldSimple><w:fldSimple w:instr=' AUTHOR '><w:r><w:t>b</w:t></w:r></w:fldSimple>", "ab")]
    [InlineData("<w:r><w:ruby><w:rt><w:r><w:t>kana</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r>", "字")]
    [InlineData("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f><m:d><m:e><m:r><m:t>x</m:t></m:r></m:e></m:d></m:oMath>", "a/b(x)")]
    [InlineData("<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt><w:sdt><w:sdtContent><w:r><w:t>text</w:t></w:r></w:sdtContent></w:sdt>", "text")]
    public void Of_a_paragraph_what_a_narrator_would_say_is_read(string content, string expected, bool isPreserved = false)
    {
        var xml = isPreserved ? content.Replace("<w:t>", "<w:t xml:space='preserve'>", StringComparison.Ordinal) : content;
        Assert.Equal(expected, Assert.Single(Assert.Single(Read(new DocxBuilder().Body($"<w:p>{xml}</w:p>")).Chapters).Blocks).Text);
    }

    [Fact]
    public void A_paragraph_whose_end_was_deleted_and_a_drop_capital_run_into_the_next() => Assert.Equal(
        ["Paragraph: Once upon", "Paragraph: One two."],
        Said(Read(new DocxBuilder().Paragraph("O", "<w:framePr w:dropCap='drop'/>").Paragraph("nce upon")
            .Body("<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>One</w:t></w:r></w:p>").Paragraph(" two."))));

    [Fact]
    public void Two_line_breaks_and_page_breaks_part_paragraphs() => Assert.Equal(
        ["Paragraph: one", "Paragraph: two", "Paragraph: three"],
        Said(Read(new DocxBuilder().Body("<w:p><w:r><w:t>one</w:t><w:br/><w:br/><w:t>two</w:t><w:br w:type='page'/><w:t>three</w:t></w:r></w:p>"))));

    [Fact]
    public void Tables_of_contents_are_not_read_however_they_are_made_unless_they_are_asked_for()
    {
        const string Begin = "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>Entry one</w:t></w:r></w:p>";
        var document = new DocxBuilder()
            .Body("<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>")
            .Styled("TOC1", "Styled")
            .Body(Begin).Paragraph("Entry two").Body("<w:p><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>")
            .Body("<w:sdt><w:sdtContent><w:p><w:r><w:t>Text.</w:t></w:r></w:p></w:sdtContent></w:sdt>");

        Assert.Equal(["Paragraph: Text."], Said(Read(document)));
        Assert.Equal(
            ["Paragraph: In a control", "Paragraph: Styled", "Paragraph: Entry one", "Paragraph: Entry two", "Paragraph: Text."],
            Said(Read(document, new ReadingSettings(IncludeMatter: true))));
    }

    [Fact]
    public void Captions_and_what_pictures_show_are_read_where_they_are_asked_for()
    {
        var document = new DocxBuilder().Body(
            "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' name='Picture 1' descr='A harbour at dusk'/></wp:inline></w:drawing></w:r></w:p>"
            + "<w:p><w:r><w:pict><v:shape alt='A ship'/></w:pict></w:r></w:p>").Styled("Caption", "Figure 1: The harbour").Paragraph("Text.");

        Assert.Equal(["Paragraph: Text."], Said(Read(document)));
        Assert.Equal(["Paragraph: A harbour at dusk.", "Paragraph: A ship.", "Paragraph: Figure 1: The harbour", "Paragraph: Text."], Said(Read(document, WithCaptions)));
    }

    [Fact]
    public void A_text_box_is_read_once_after_the_paragraph_that_it_is_tied_to()
    {
        const string Content = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>";
        Assert.Equal(
            ["Paragraph: Before and after.", "Paragraph: In the box."],
            Said(Read(new DocxBuilder().Body(
                "<w:p><w:r><w:t xml:space='preserve'>Before </w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData uri='x'><wps:wsp><wps:txbx>"
                + $"{Content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{Content}</v:textbox></v:shape></w:pict></mc:Fallback>"
                + "</mc:AlternateContent></w:r><w:r><w:t>and after.</w:t></w:r></w:p>"))));
    }

    [Fact]
    public void Of_contents_in_several_forms_what_is_not_understood_is_passed_over() => Assert.Equal(
        ["Paragraph: plain"],
        Said(Read(new DocxBuilder().Body(
            "<w:p><w:r><mc:AlternateContent><mc:Choice xmlns:x='urn:x' Requires='x'><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>plain</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"))));

    [Theory]
    [InlineData("<w:p><w:r><w:t>* * *</w:t></w:r></w:p>")]
    [InlineData("<w:p><w:r><w:t>#</w:t></w:r></w:p>")]
    [InlineData("<w:p><w:r><w:pict><v:rect o:hr='t'/></w:pict></w:r></w:p>")]
    [InlineData("<w:p><w:pPr><w:pBdr><w:bottom w:val='single'/></w:pBdr></w:pPr></w:p>")]
    public void Ornaments_and_rules_are_scene_breaks(string between) =>
        Assert.Equal(["Paragraph: a", "SceneBreak: ", "Paragraph: b"], Said(Read(new DocxBuilder().Paragraph("a").Body(between).Paragraph("").Paragraph("b"))));

    [Fact]
    public void Quotes_are_quotes_and_programs_are_not_read()
    {
        var builder = new DocxBuilder();
        builder.Styles += DocxBuilder.Style("Code", "Source Code");
        Assert.Equal(["Quote: Said she."], Said(Read(builder.Styled("Quote", "Said she.").Styled("Code", "x = 1"))));
    }

    [Fact]
    public void Strict_documents_and_those_with_macros_are_read_as_others_are()
    {
        var builder = new DocxBuilder { Numbering = DocxListSpecs.Decimal }.Styled("Title", "A Book").Item("First").Paragraph("Text.");
        var expected = Said(Read(builder));
        var strict = DocxBuilder.Rewritten(builder.Build(), (_, xml) => xml
            .Replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main", StringComparison.Ordinal)
            .Replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships", StringComparison.Ordinal));
        builder.Type = WordprocessingDocumentType.MacroEnabledDocument;

        Assert.Equal(["Heading: A Book", "ListItem: 1. First.", "Paragraph: Text."], expected);
        Assert.Equal(expected, Said(Read(strict)));
        Assert.Equal(expected, Said(Read(builder)));
    }

    [Fact]
    public void Parts_may_be_in_UTF_16_and_links_may_be_malformed()
    {
        var document = DocxBuilder.Rewritten(new DocxBuilder().Paragraph("Text.").Build(), (name, xml) => name.EndsWith("document.xml.rels", StringComparison.Ordinal)
            ? xml.Replace("</Relationships>", "<Relationship Id='x' TargetMode='External' Target='http://[bad' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink'/></Relationships>", StringComparison.Ordinal)
            : xml);
        document = DocxBuilder.Changed(document, (name, content) => name.EndsWith("/document.xml", StringComparison.Ordinal)
            ? [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("<?xml version='1.0' encoding='UTF-16'?>" + System.Text.Encoding.UTF8.GetString(content).TrimStart('\uFEFF'))]
            : content);

        Assert.Equal(["Paragraph: Text."], Said(Read(document)));
    }

    [Fact]
    public void Chapters_are_read_as_they_are_asked_for_and_anew_each_time()
    {
        var reading = DocxReader.Open(new DocxBuilder { Numbering = DocxListSpecs.Decimal }.Styled("berschrift1", "One").Item("a").Styled("berschrift1", "Two").Item("b").Build(), ReadingSettings.Default);

        Assert.Equal("One", reading.Chapters.First().Title);
        Assert.Equal(["1. a.", "2. b."], reading.Chapters.Select(chapter => chapter.Blocks[^1].Text));
        Assert.Equal(2, reading.Chapters.Count());
    }

    [Fact]
    public void A_document_without_text_is_an_article_without_speech() => Assert.False(Read(new DocxBuilder().Paragraph("")).HasSpeech);

    internal static Article Read(DocxBuilder document, ReadingSettings? settings = null) => Read(document.Build(), settings);

    internal static Article Read(BinaryData document, ReadingSettings? settings = null)
    {
        var reading = DocxReader.Open(document, settings ?? ReadingSettings.Default);
        return reading.Head with { Chapters = [.. reading.Chapters] };
    }

    internal static string[] Said(Article article) => [.. article.Chapters.SelectMany(chapter => chapter.Blocks).Select(block => $"{block.Kind}: {block.Text}")];
}
