using SpeechPipeline.Articles;

namespace SpeechPipeline.Specs.Articles;

public sealed class EpubReaderSpecs
{
    [Fact]
    public void A_book_is_read_in_the_order_of_its_spine_with_the_chapters_of_its_contents()
    {
        var article = Read(new EpubBuilder()
            .Text("two", "<h1>Second</h1><p>B.</p>")
            .Text("one", "<h1>First</h1><p>A.</p>")
            .Contents("<li><a href='text/two.xhtml'>Chapter two</a></li><li><a href='text/one.xhtml'>Chapter one</a></li>"));

        Assert.Equal(("A Book", "Jane Doe", "en-GB"), (article.Title, article.Author, article.Language));
        Assert.Equal(["Chapter two", "Chapter one"], article.Chapters.Select(chapter => chapter.Title));
        Assert.Equal(["Second", "B.", "First", "A."], TextsOf(article));
    }

    [Theory]
    [InlineData("General Index", "<ul><li>Abbey, the, 12, 45</li><li>Boats, 3–7</li><li>Candles, see lamps</li><li>Lamps, 12ff.</li></ul>", false)]
    [InlineData("Personenregister", "<p>Abel, 12</p><p>Kain, 12, 14</p>", false)]
    [InlineData("Abbreviations", "<p>BL: British Library</p><p>TNA: The National Archives</p>", false)]
    [InlineData("Abkürzungsverzeichnis", "<table><tr><td>a. a. O.</td><td>am angegebenen Ort</td></tr></table>", false)]
    [InlineData("The Index of Prices", "<ul><li>Bread, 12</li><li>Oil, 45</li></ul>", true)]
    [InlineData("General Index", "<p>That was the name of the ship, and nobody on the pier could say who had thought of it.</p>", true)]
    [InlineData("Abbreviations", "<p>He spoke in abbreviations all day long, and at night his wife wrote them out for the children.</p>", true)]
    public void A_part_that_is_looked_up_and_not_read_is_left_out_wherever_it_stands(string title, string body, bool isRead)
    {
        var book = new EpubBuilder()
            .Text("one", "<h1>One</h1><p>A.</p>").Text("part", $"<h1>{title}</h1>{body}").Text("last", "<h1>About the author</h1><p>B.</p>")
            .Contents($"<li><a href='text/one.xhtml'>One</a></li><li><a href='text/part.xhtml'>{title}</a></li><li><a href='text/last.xhtml'>About the author</a></li>");
        string?[] expected = isRead ? ["One", title, "About the author"] : ["One", "About the author"];
        Assert.Equal(expected, Read(book).Chapters.Select(chapter => chapter.Title));
        Assert.Equal(["One", title, "About the author"], Read(book, new ReadingSettings(IncludeMatter: true)).Chapters.Select(chapter => chapter.Title));
    }

    [Fact]
    public void A_page_that_is_a_drawing_is_read_by_its_words()
    {
        const string Drawing = "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><title>Page</title><desc>A boy with a lamp.</desc><style>.a{fill:red}</style>"
            + "<g><text x='1'><tspan x='1' dy='2'>The lamp</tspan><tspan x='1' dy='2'>went out.</tspan></text></g><text>Nobody saw it.</text></svg>";
        var book = new EpubBuilder().Picture("one.svg", "image/svg+xml", Drawing).Text("two", "<p>A.</p><svg><text>Label</text></svg>");
        Assert.Equal(["The lamp went out.", "Nobody saw it.", "A."], TextsOf(Read(book)));
        Assert.Equal(["A boy with a lamp.", "The lamp went out.", "Nobody saw it.", "A."], TextsOf(Read(book, new ReadingSettings(Captions: true))));

        var told = new EpubBuilder().Picture("one.svg", "image/svg+xml", Drawing, "fallback='told'").Item("told", "told.xhtml", "application/xhtml+xml").File("OPS/told.xhtml", "<html><body><p>Told.</p></body></html>");
        Assert.Equal(["Told."], TextsOf(Read(told)));
    }

    [Fact]
    public void A_book_of_pictures_alone_is_refused_as_that()
    {
        var book = new EpubBuilder().Picture("one.png", "image/png", "PNG").Picture("two.jpg", "image/jpeg", "JPEG");
        Assert.Equal("The EPUB has no text: its pages are pictures.", Assert.Throws<UnreadableArticleException>(() => Read(book)).Message);
    }

    [Fact]
    public void An_older_book_has_its_chapters_from_the_ncx()
    {
        var article = Read(new EpubBuilder()
            .Text("one", "<p id='a'>A.</p><p id='b'>B.</p>").Text("two", "<p>C.</p>")
            .Ncx(Point("One", "text/one.xhtml") + Point("Part two", "text/two.xhtml", Point("Inside", "text/two.xhtml#x"))));

        Assert.Equal(["One", "Part two"], article.Chapters.Select(chapter => chapter.Title));

        static string Point(string title, string source, string inner = "") => $"<navPoint><navLabel><text>{title}</text></navLabel><content src='{source}'/>{inner}</navPoint>";
    }

    [Fact]
    public void Chapters_inside_one_file_begin_at_their_targets_and_parts_hold_the_chapters_in_files_of_their_own()
    {
        var article = Read(new EpubBuilder()
            .Text("all", "<div><h2 id='c1'>One</h2><p>A.</p></div><p>B.</p><h2><a id='c2'/>Two</h2><p>C.</p>")
            .Text("part", "<h1>Part</h1>").Text("inner", "<h2>Three</h2><p>D.</p><h3 id='s'>Section</h3><p>E.</p>")
            .Contents("<li><a href='text/all.xhtml#c1'>One</a></li><li><a href='text/all.xhtml#c2'>Two</a></li>"
                + "<li><a href='text/part.xhtml'>Part</a><ol><li><a href='text/inner.xhtml'>Three</a><ol><li><a href='text/inner.xhtml#s'>Section</a></li></ol></li></ol></li>"));

        Assert.Equal([("One", 1), ("Two", 1), ("Part", 1), ("Three", 2)], article.Chapters.Select(chapter => (chapter.Title!, chapter.Level)));
        Assert.Equal(["One A. B.", "Two C.", "Part", "Three D. Section E."], article.Chapters.Select(chapter => string.Join(' ', chapter.Blocks.Select(block => block.Text))));
    }

    [Fact]
    public void Without_contents_headings_begin_chapters() =>
        Assert.Equal(["One", "Two"], Read(new EpubBuilder().Text("a", "<h1>One</h1><p>A.</p><h3>Inside</h3><h2>Two</h2><p>B.</p>")).Chapters.Select(chapter => chapter.Title));

    [Theory]
    [InlineData("epub:type='frontmatter titlepage'")]
    [InlineData("epub:type='backmatter endnotes'")]
    [InlineData("role='doc-toc'")]
    public void Front_and_back_matter_is_left_out_unless_it_is_asked_for(string semantics)
    {
        var book = new EpubBuilder().Text("a", "<p>Before.</p>", semantics).Text("b", $"<p>Text.</p><section {semantics}><p>Inside.</p></section>");

        Assert.Equal(["Text."], TextsOf(Read(book)));
        if (!semantics.Contains("endnotes"))
        {
            Assert.Equal(["Before.", "Text.", "Inside."], TextsOf(Read(book, new ReadingSettings(IncludeMatter: true))));
        }
    }

    [Fact]
    public void The_guide_of_an_older_book_names_its_matter()
    {
        var book = new EpubBuilder { Guide = "<guide><reference type='title-page' href='text/a.xhtml'/><reference type='text' href='text/b.xhtml'/><reference type='toc' href='text/b.xhtml#x'/></guide>" }
            .Text("a", "<p>Before.</p>").Text("b", "<p>Text.</p>").Text("c", "<p>Aside.</p>", itemref: "linear='no'");

        Assert.Equal(["Text."], TextsOf(Read(book)));
        Assert.Equal(["Before.", "Text."], TextsOf(Read(book, new ReadingSettings(IncludeMatter: true))));
    }

    [Theory]
    [InlineData("<p>caf&eacute;&nbsp;&mdash;&#160;tea&hellip; &amp; &lt;b&gt;</p>", "café — tea… & <b>")]
    [InlineData("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>を読む</p>", "漢字を読む")]
    [InlineData("<p>ex\u00ADtra&shy;ordinary</p>", "extraordinary")]
    [InlineData("<p>Said<a epub:type='noteref' href='notes.xhtml#n1'>1</a> so<a href='notes.xhtml#n2'><sup>2</sup></a>, m<sup>2</sup>, 1<sup>st</sup>.</p>", "Said so, m², 1st.")]
    [InlineData("<p>Text.</p><aside epub:type='footnote'><p>Note.</p></aside>", "Text.")]
    [InlineData("<p><img alt='T' src='t.png'/>here was.</p>", "There was.")]
    [InlineData("<h1><img alt='Chapter One' src='1.png'/></h1>", "Chapter One")]
    [InlineData("<p>One<a id='p1'/> two<br/>three</p><div/><p/>", "One two, three")]
    [InlineData("<p><![CDATA[a < b & c]]></p>", "a < b & c")]
    [InlineData("<p>A</p><hr/><p>B</p>", "A||B")]
    [InlineData("<ol start='3'><li>C</li><li><p>D</p><p>E</p></li></ol>", "3. C.|4. D.|E.")]
    [InlineData("<p>Broken <i>markup & more</p><p>Next.</p>", "Broken markup & more|Next.")]
    public void The_markup_of_books_is_said_as_it_is_meant(string body, string spoken) =>
        Assert.Equal(spoken, string.Join('|', TextsOf(Read(new EpubBuilder().Text("a", body)))));

    [Fact]
    public void Images_that_stand_alone_are_said_where_captions_are()
    {
        var book = new EpubBuilder().Text("a", "<p>Text.</p><figure><img alt='A map of the island' src='m.png'/><figcaption>The island</figcaption></figure>");

        Assert.Equal(["Text."], TextsOf(Read(book)));
        Assert.Equal(["Text.", "A map of the island.", "The island"], TextsOf(Read(book, new ReadingSettings(Captions: true))));
    }

    [Fact]
    public void The_main_title_the_authors_and_the_cover_are_told_from_the_others()
    {
        var book = new EpubBuilder
        {
            Metadata = "<dc:title id='s'>Being a Tale</dc:title><meta refines='#s' property='title-type'>subtitle</meta><dc:title id='t'>Main</dc:title><meta refines='#t' property='title-type'>main</meta>"
                + "<dc:creator opf:role='ill'>Ill Ustrator</dc:creator><dc:creator opf:role='aut'>A. One</dc:creator><dc:creator id='c'>B. Two</dc:creator><meta refines='#c' property='role'>win</meta><meta refines='#c' property='role'>aut</meta>"
                + "<dc:date>1892-10-14T00:00:00Z</dc:date><meta name='cover' content='pic'/>",
        }.Item("pic", "images/c%20over.jpg", "image/jpeg").Text("a", "<p>Text.</p>");
        var article = Read(book);

        Assert.Equal(("Main", "A. One, B. Two", null, new DateOnly(1892, 10, 14), "OPS/images/c over.jpg"), (article.Title, article.Author, article.Language, article.Date!.Value, article.Cover));
    }

    [Fact]
    public void Text_in_utf_16_is_read()
    {
        var page = "<?xml version='1.0' encoding='utf-16'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>Grüße</p></body></html>";
        var book = new EpubBuilder().Text("a", "<p>A.</p>").Item("b", "b.xhtml", "application/xhtml+xml").File("OPS/b.xhtml", [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(page)]);
        book.Text("c", "<p>C.</p>");
        Assert.Equal(["A.", "C."], TextsOf(Read(book)));
        var whole = new EpubBuilder { SpineAttributes = "><itemref idref='b'/" }.Item("b", "b.xhtml", "application/xhtml+xml").File("OPS/b.xhtml", [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(page)]);
        Assert.Equal(["Grüße"], TextsOf(Read(whole)));
    }

    [Fact]
    public void Chapters_are_read_when_they_are_asked_for_and_no_sooner()
    {
        var book = new EpubBuilder().Text("a", "<h1>One</h1><p>A.</p>").Text("b", "<h1>Two</h1><p>B.</p>").Text("c", string.Concat(Enumerable.Repeat("<div>", 20_000)));
        var reading = ArticleReader.Open(new ArticleSource(ArticleFormats.Epub, new BinaryData(book.Build())));

        Assert.Equal(("A Book", "One"), (reading.Head.Title, reading.Chapters.First().Title));
        Assert.Throws<UnreadableArticleException>(() => reading.Chapters.Last());
    }

    static Article Read(EpubBuilder book, ReadingSettings? settings = null) => ArticleReader.Read(new ArticleSource(ArticleFormats.Epub, new BinaryData(book.Build())), settings);

    static IEnumerable<string> TextsOf(Article article) => article.Chapters.SelectMany(chapter => chapter.Blocks).Select(block => block.Text);
}
