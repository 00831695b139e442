namespace SpeechPipeline.Specs.Batches.Feeds;

/// <summary>Each form of feed that there is becomes jobs.</summary>
public sealed class FeedFormatSpecs
{
    [Theory]
    [InlineData("version=\"0.91\"")]
    [InlineData("version=\"0.92\"")]
    [InlineData("version=\"2.0.1\"")]
    [InlineData("version=\"2\"")]
    [InlineData("")]
    [InlineData("version=\"2.0\" xmlns=\"http://backend.userland.com/rss2\"")]
    public void Rss_of_any_version_is_read(string version) =>
        Assert.Equal(["One | 2026-05-09 | First."], FeedReadingOf.Lines($"<rss {version}><channel><title>x</title><item><title>One</title><description>First.</description><pubDate>Sat, 09 May 2026 10:00:00 CEST</pubDate></item></channel></rss>"));

    [Fact]
    public void Rss_in_rdf_is_read_whose_entries_stand_beside_the_channel()
    {
        var jobs = FeedReadingOf.Jobs("""
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://news.example/"><title>T</title><dc:language>de</dc:language><dc:creator>Ann</dc:creator><items><rdf:Seq><rdf:li rdf:resource="https://news.example/1"/></rdf:Seq></items></channel>
            <image rdf:about="https://news.example/logo"><title>Logo</title></image>
            <item rdf:about="https://news.example/1"><title>Eins</title><description>Kurz.</description><dc:date>2026-05-09T23:00:00-05:00</dc:date></item></rdf:RDF>
            """);

        Assert.Equal(
            """{"source_url":"https://news.example/1","article":{"title":"Eins","author":"Ann","date":"2026-05-09"},"language":"de","metadata":{"feed_entry":"https://news.example/1","link":"https://news.example/1"}}""",
            Assert.Single(jobs).GetRawText());
    }

    [Theory]
    [InlineData("""<content type="text/html" mode="escaped">&lt;p&gt;First.&lt;/p&gt;</content>""", "<p>First.</p>")]
    [InlineData("""<content type="application/xhtml+xml" mode="xml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First.</p></div></content>""", "<div><p>First.</p></div>")]
    [InlineData("""<content type="text/html" mode="base64">PHA+Rmlyc3QuPC9wPg==</content>""", "<p>First.</p>")]
    [InlineData("""<content type="text/plain">First.</content>""", "First.")]
    [InlineData("""<content>First.</content>""", "First.")]
    [InlineData("""<summary mode="escaped" type="text/html">First.</summary>""", "First.")]
    public void Atom_0_3_is_read(string content, string read) =>
        Assert.Equal([$"One | 2026-05-09 | {read}"], FeedReadingOf.Lines(
            $"<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>T</title><entry><title>One</title><id>tag:1</id><issued>2026-05-09T10:00:00</issued><modified>2026-05-10T10:00:00Z</modified>{content}</entry></feed>"));

    [Theory]
    [InlineData("""<content type="html">&lt;p&gt;First.&lt;/p&gt;</content>""", "<p>First.</p>")]
    [InlineData("""<content type="html"><p>First.</p></content>""", "<p>First.</p>")]
    [InlineData("""<content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>First.</x:p></x:div></content>""", "<div><p>First.</p></div>")]
    [InlineData("""<content type="text/markdown"># First.</content>""", "# First.")]
    [InlineData("""<content type="text/html; charset=utf-8">First.</content>""", "First.")]
    [InlineData("""<content type="text">1 &lt; 2</content>""", "1 < 2")]
    [InlineData("""<content type="text/html" src="c.html"/>""", "https://news.example/feed/c.html")]
    [InlineData("""<content src="https://x.example/c"/>""", "https://x.example/c")]
    [InlineData("""<content type="audio/mpeg" src="c.mp3"/><summary>Short.</summary>""", "Short.")]
    [InlineData("""<content type="image/png">iVBORw0KGgo=</content><link href="one"/>""", "https://news.example/feed/one")]
    [InlineData("""<summary>Only a summary.</summary>""", "Only a summary.")]
    [InlineData("""<content/><summary type="html">&lt;b&gt;Short&lt;/b&gt;</summary>""", "<b>Short</b>")]
    [InlineData("""<link rel="enclosure" href="one.mp3"/>""", null)]
    public void Atom_content_of_any_sort_is_read_or_fetched(string content, string? read)
    {
        foreach (var space in new[] { "xmlns='http://www.w3.org/2005/Atom'", "" })
        {
            Assert.Equal(
                [read is null ? "! has no text, and no link to a page that has it, so there is nothing to speak." : $"One | {read}"],
                FeedReadingOf.Lines($"<feed {space}><title>T</title><entry><title>One</title><id>tag:1</id>{content}</entry></feed>"));
        }
    }

    [Theory]
    [InlineData("""<content:encoded><p>Whole.</p></content:encoded>""", "<p>Whole.</p>")]
    [InlineData("""<ns0:encoded>&lt;p&gt;Whole.&lt;/p&gt;</ns0:encoded>""", "<p>Whole.</p>")]
    [InlineData("""<xhtml:body><xhtml:p>Whole.</xhtml:p></xhtml:body>""", "<p>Whole.</p>")]
    [InlineData("""<body xmlns="http://www.w3.org/1999/xhtml"><p>Whole.</p></body>""", "<p>Whole.</p>")]
    [InlineData("""<content>Whole.</content>""", "Whole.")]
    [InlineData("""<content:encoded><![CDATA[  ]]></content:encoded><media:content url="x.mp4"><media:title>No</media:title></media:content>""", "Short.")]
    public void The_whole_text_is_found_wherever_rss_has_it(string content, string read) =>
        Assert.Equal([$"One | {read}"], FeedReadingOf.Lines(FeedReadingOf.Rss($"<item><title>One</title><description>Short.</description>{content}</item>")));

    [Theory]
    [InlineData(1_500, "https://x.example/{0}/one")]
    [InlineData(2_048, "https://news.example/feed/one")]
    public void What_is_too_long_for_an_address_is_the_base_of_none(int length, string link)
    {
        var place = $"xml:base='https://x.example/{new string('a', length)}/'";
        foreach (var (feed, entry, content) in new[] { (place, "", ""), ("", place, ""), ("", "", place) })
        {
            Assert.Equal(
                [$"One | {string.Format(System.Globalization.CultureInfo.InvariantCulture, link, new string('a', length))}"],
                FeedReadingOf.Lines($"<feed {feed}><entry {entry}><title>One</title><content src='one' {content}/></entry></feed>"));
        }

        // Nor do bases that are long together.
        var part = $"xml:base='{new string('a', length)}/'";
        Assert.Equal([$"One | https://news.example/feed/{(length < 2_000 ? $"{new string('a', length)}/" : "")}one"], FeedReadingOf.Lines($"<feed {part}><entry {part}><title>One</title><content src='one'/></entry></feed>"));
    }

    [Fact]
    public void A_prefixed_feed_is_read()
    {
        Assert.Equal(["One | First."], FeedReadingOf.Lines("<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'><atom:entry><atom:title>One</atom:title><atom:content>First.</atom:content></atom:entry></atom:feed>"));
        Assert.Equal(["One | First."], FeedReadingOf.Lines("<atom:feed><atom:entry><atom:title>One</atom:title><atom:content>First.</atom:content></atom:entry></atom:feed>"));
    }

    [Fact]
    public void A_feed_in_json_is_read()
    {
        var jobs = FeedReadingOf.Jobs("""
            { "version": "https://jsonfeed.org/version/1.1", "title": "T", "language": "en-GB", "authors": [{ "name": "Ann" }],
              "items": [
                { "id": "1", "url": "one", "title": "One &amp; all", "content_html": "<p>First.</p>", "content_text": "no", "date_published": "2026-05-09T23:00:00-05:00" },
                { "id": 2, "content_text": "Second <b>.", "author": { "name": "Ben", }, /* German */ "language": "de" },
                { "id": "3", "external_url": "https://x.example/3", "summary": "Short." },
                { "id": "3", "external_url": "https://x.example/3", "summary": "Short." },
                { "id": "4", "title": "Nothing" }, 7, { "id": "\ud83d" }, { "\ud83d": 1, "content_text": "x" }, ] }
            """);

        Assert.Equal(
            [
                """{"article":{"format":"html","content":"<p>First.</p>","title":"One & all","author":"Ann","date":"2026-05-09"},"language":"en-gb","metadata":{"feed_entry":"1","link":"https://news.example/feed/one"}}""",
                """{"article":{"format":"text","content":"Second <b>.","author":"Ben"},"language":"de","metadata":{"feed_entry":"2"}}""",
                """{"source_url":"https://x.example/3","article":{"author":"Ann"},"language":"en-gb","metadata":{"feed_entry":"3","link":"https://x.example/3"}}""",
                """{"entry_problem":"has no text, and no link to a page that has it, so there is nothing to speak."}""",
                """{"entry_problem":"is no JSON object."}""",
                """{"entry_problem":"is not an entry as its feed's format has them."}""",
                """{"entry_problem":"is not an entry as its feed's format has them."}""",
            ],
            jobs.Select(job => job.GetRawText()));
    }

    [Theory]
    [InlineData("\uFEFF\n", "")]
    [InlineData("<br />\n<b>Warning</b>: x in y on line 3<br />\n", "")]
    [InlineData("", "\n<!-- 0.2 s -->")]
    public void A_feed_in_json_is_mended_too(string front, string behind) =>
        Assert.Equal(["One | First. More."], FeedReadingOf.Lines($$"""{{front}}{"version":"https://jsonfeed.org/version/1","items":[{"title":"One","content_text":"First.{{'\u0001'}}More."}]}{{behind}}"""));

    [Theory]
    [InlineData("&lt;b&gt;Bold&lt;/b&gt; &amp;amp; more", "Bold & more")]
    [InlineData("<![CDATA[<em>A <i>b</i></em> c]]>", "A b c")]
    [InlineData("<em>A</em> <b>b</b>", "A b")]
    [InlineData("Use &lt;div&gt; in HTML", "Use <div> in HTML")]
    [InlineData("1 &lt; 2 &gt; 1", "1 < 2 > 1")]
    [InlineData("A&lt;br/&gt;B", "A B")]
    [InlineData("\n A\n  title \n", "A title")]
    public void A_title_is_one_line_of_words(string title, string read) =>
        Assert.Equal([$"{read} | First."], FeedReadingOf.Lines(FeedReadingOf.Rss($"<item><title>{title}</title><description>First.</description></item>")));

    [Theory]
    [InlineData("ben@news.example (Ben Writer)", "Ben Writer")]
    [InlineData("Ben Writer &lt;ben@news.example&gt;", "Ben Writer")]
    [InlineData("Ben Writer", "Ben Writer")]
    [InlineData("ben@news.example", null)]
    public void The_author_is_named_without_the_address(string author, string? name)
    {
        var article = FeedReadingOf.Jobs(FeedReadingOf.Rss($"<item><title>One</title><author>{author}</author><description>First.</description></item>"))[0].GetProperty("article");

        Assert.Equal(name, article.TryGetProperty("author", out var found) ? found.GetString() : null);
    }

    [Fact]
    public void What_an_extension_calls_a_title_or_a_link_is_not_the_entry_s() =>
        Assert.Equal(["One | https://news.example/1"], FeedReadingOf.Lines("""
            <rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
            <atom:link rel="self" href="https://news.example/feed"/>
            <item><media:title>No</media:title><itunes:title>No</itunes:title><atom:link rel="self" href="https://news.example/self"/><title>One</title><link>https://news.example/1</link></item></channel></rss>
            """));
}
