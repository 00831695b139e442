using SpeechPipeline.Articles;
using SpeechPipeline.Specs.Articles.Docx;

namespace SpeechPipeline.Specs.Articles;

/// <summary>What is looked up and not read: sources, links, indexes, lists of abbreviations, in every kind of document.</summary>
public sealed class BackMatterSpecs
{
    const string Index = "Abbey, the, 12, 45\nBoats, 3-7\nCandles, 9, 12\n\nLamps, 12, 14\nOil, 3";

    [Theory]
    [InlineData("INDEX", Index)]
    [InlineData("General Index", Index)]
    [InlineData("Personenregister", "Abel, 12\n\nKain, 12, 14")]
    [InlineData("LIST OF ABBREVIATIONS", "BL British Library\n\nTNA The National Archives")]
    public void A_plain_text_is_read_without_what_is_looked_up(string title, string body)
    {
        var text = $"CHAPTER I\n\nThe lamp was lit.\n\nCHAPTER II\n\nIt went out.\n\n{title}\n\n{body}\n";
        Assert.Equal(["CHAPTER I", "CHAPTER II"], TitlesOf(ArticleFormats.Text, text));
        Assert.Equal(["CHAPTER I", "CHAPTER II", title], TitlesOf(ArticleFormats.Text, text, new ReadingSettings(IncludeMatter: true)));
    }

    [Theory]
    [InlineData("INDEX", "She ran a finger down the page until she came to the name that she had looked for all day, and closed the book.")]
    [InlineData("Abbreviations", "He spoke in abbreviations all day long, and at night his wife wrote them out for the children.")]
    public void A_chapter_that_only_has_such_a_title_is_read(string title, string body) =>
        Assert.Equal(["CHAPTER I", title], TitlesOf(ArticleFormats.Text, $"CHAPTER I\n\nThe lamp was lit.\n\n{title}\n\n{body}\n"));

    [Theory]
    [InlineData("References", "- [The lamp book](https://example.org/1)\n- [Oil and light](https://example.org/2)", false)]
    [InlineData("Bibliography", "- Doe, J. (1999). *Lamps*.\n- Roe, R. (2004). *Oil*.", false)]
    [InlineData("See also", "- [Candle](https://example.org/c)", false)]
    [InlineData("Notes", "1. Doe, Lamps, pp. 3-5.\n2. Roe, Oil, p. 12.", false)]
    [InlineData("Notes", "- buy oil\n- clean the glass", true)]
    [InlineData("Sources", "The town drew its water from two sources until the road was built, and from one after that.", true)]
    public void A_document_ends_before_its_sources(string title, string body, bool isRead)
    {
        var markdown = $"# Lamps\n\nThe lamp was lit.\n\n# Oil\n\nIt ran out.\n\n# {title}\n\n{body}\n";
        string[] expected = isRead ? ["Lamps", "Oil", title] : ["Lamps", "Oil"];
        Assert.Equal(expected, TitlesOf(ArticleFormats.Markdown, markdown));
        Assert.Equal(["Lamps", "Oil", title], TitlesOf(ArticleFormats.Markdown, markdown, new ReadingSettings(IncludeMatter: true)));
    }

    [Fact]
    public void A_Word_document_ends_before_its_sources()
    {
        var document = new ArticleSource(ArticleFormats.Find("docx")!, new DocxBuilder().Styled("berschrift1", "Lamps").Paragraph("The lamp was lit.").Styled("berschrift1", "Oil").Paragraph("It ran out.")
            .Styled("berschrift1", "Literatur").Paragraph("Doe, J. (1999). Lamps.").Paragraph("Roe, R. (2004). Oil.").Build());
        Assert.Equal(["Lamps", "Oil"], ArticleReader.Read(document).Chapters.Select(chapter => chapter.Title));
        Assert.Equal(3, ArticleReader.Read(document, new ReadingSettings(IncludeMatter: true)).Chapters.Count);
    }

    [Fact]
    public void Sources_before_more_text_are_read() =>
        Assert.Equal(["Lamps", "References", "Oil"], TitlesOf(ArticleFormats.Markdown, "# Lamps\n\nA.\n\n# References\n\n- [Candle](https://example.org/c)\n\n# Oil\n\nThe oil ran out.\n"));

    [Fact]
    public void A_text_that_is_sources_alone_is_read() =>
        Assert.Equal(["References"], TitlesOf(ArticleFormats.Markdown, "# References\n\n- [Candle](https://example.org/c)\n"));

    static string?[] TitlesOf(ArticleFormat format, string text, ReadingSettings? settings = null) =>
        [.. ArticleReader.Read(ArticleSource.FromText(format, text), settings).Chapters.Select(chapter => chapter.Title)];
}
