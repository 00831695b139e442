using System.Text;
using System.Text.Json;
using SpeechPipeline.Articles;
using SpeechPipeline.Batches;
using SpeechPipeline.Batches.Feeds;
using SpeechPipeline.Specs.Batches.Feeds;

namespace SpeechPipeline.Specs.Batches;

public sealed class SyndicationSpecs
{
    static readonly JsonSerializerOptions Unescaped = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly Uri Address = new("https://news.example/feed/rss");

    [Fact]
    public void An_rss_entry_is_spoken_from_its_text_else_from_its_link_else_from_its_summary()
    {
        var jobs = Read("""
            <?xml version="1.0"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel><title>News</title><link>https://news.example</link><description>All of it</description><language>en-GB</language>
            <item><title>Bread &amp;amp; butter</title><link>https://news.example/1</link><guid>g1</guid><dc:creator> Ann Author </dc:creator>
              <description>Short.</description><content:encoded><![CDATA[<p>The whole text.</p>]]></content:encoded><pubDate>some day</pubDate></item>
            <item><title>Far away</title><link>2.html</link><author>ben@news.example (Ben Writer)</author><description>Short.</description></item>
            <item><title>No link</title><guid isPermaLink="false">g3</guid><description>&lt;p&gt;All there is.&lt;/p&gt;</description></item>
            </channel></rss>
            """);

        Assert.Equal("""{"article":{"format":"html","content":"<p>The whole text.</p>","title":"Bread & butter","author":"Ann Author"},"language":"en-gb","metadata":{"feed_entry":"g1","link":"https://news.example/1"}}""", jobs[0]);
        Assert.Equal("""{"source_url":"https://news.example/feed/2.html","article":{"title":"Far away","author":"Ben Writer"},"language":"en-gb","metadata":{"link":"https://news.example/feed/2.html"}}""", jobs[1]);
        Assert.Equal("""{"article":{"format":"html","content":"<p>All there is.</p>","title":"No link"},"language":"en-gb","metadata":{"feed_entry":"g3"}}""", jobs[2]);
    }

    [Fact]
    public void An_atom_entry_is_spoken_from_its_content_in_each_of_its_types_else_from_its_link()
    {
        var jobs = Read("""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Blog</title><id>urn:x</id><updated>2026-01-02T03:04:05Z</updated><author><name>Clara</name></author>
            <entry><id>urn:1</id><title>One</title><updated>2026-01-02T03:04:05Z</updated><content type="html">&lt;p&gt;Eins.&lt;/p&gt;</content></entry>
            <entry><id>urn:2</id><title>Two</title><updated>2026-01-02T03:04:05Z</updated><content type="text">Zwei.</content><author><name>Dora</name></author></entry>
            <entry><id>urn:3</id><title>Three</title><updated>2026-01-02T03:04:05Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Drei.</p></div></content></entry>
            <entry><id>https://blog.example/4</id><title>Four</title><updated>2026-01-02T03:04:05Z</updated><link rel="alternate" href="https://blog.example/four"/><link rel="edit" href="https://blog.example/edit"/><summary>Vier.</summary></entry>
            </feed>
            """).ConvertAll(job => JsonDocument.Parse(job).RootElement);

        Assert.Equal(["<p>Eins.</p>", "Zwei."], jobs.Take(2).Select(job => job.GetProperty("article").GetProperty("content").GetString()));
        Assert.Equal(["html", "text", "html"], jobs.Take(3).Select(job => job.GetProperty("article").GetProperty("format").GetString()));
        Assert.Contains("<p>Drei.</p>", jobs[2].GetProperty("article").GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Equal(["Clara", "Dora"], jobs.Take(2).Select(job => job.GetProperty("article").GetProperty("author").GetString()));
        Assert.Equal("https://blog.example/four", jobs[3].GetProperty("source_url").GetString());
        Assert.All(jobs, job => Assert.Equal("de", job.GetProperty("language").GetString()));
    }

    [Fact]
    public void An_atom_feed_as_people_keep_them_gives_titles_links_and_days_as_they_are_meant()
    {
        var jobs = Read("""
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://blog.example/en/"><title><![CDATA[A blog]]></title>
            <link href="atom.xml" rel="self"/><link href="./"/><updated>2026-03-01T17:05:40-04:00</updated><id>https://blog.example/</id><author><name><![CDATA[ Clara ]]></name><uri>https://blog.example/</uri></author>
            <generator uri="https://generator.example/">Generator</generator>
            <entry xml:base="2026/"><title type="html"><![CDATA[Clara's <em>tide</em> tables &amp; more]]></title>
              <link rel="self" href="one.atom"/><link rel="alternate" type="application/json" href="one.json"/><link rel="alternate" type="text/html" href="one/"/><link rel="enclosure" href="one.mp3"/>
              <id>tag:blog.example,2026:1</id><published>2026-01-31T23:30:00-05:00</published><updated>2026-02-20T08:00:00Z</updated>
              <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Before<a id="here"/>.</p><iframe src="https://video.example/"/><p><a href="../other">After</a>.</p></div></content></entry>
            <entry><title>
                Less &lt;b&gt; is
                more</title><link href="two/"/><id>tag:blog.example,2026:2</id><updated>2026-02-05T06:12:13+09:00</updated><summary>Short.</summary><content type="html">&lt;p&gt;Two.&lt;/p&gt;</content></entry>
            <entry xml:base="https://other.example/x/"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Three <b>of</b> three</div></title><link href="../three"/><id>urn:3</id><updated>1970</updated><summary>Short.</summary></entry>
            </feed>
            """).ConvertAll(job => JsonDocument.Parse(job).RootElement);

        Assert.Equal(["Clara's tide tables & more", "Less <b> is more", "Three of three"], jobs.Select(job => job.GetProperty("article").GetProperty("title").GetString()));
        Assert.Equal(
            ["https://blog.example/en/2026/one/", "https://blog.example/en/two/", "https://other.example/three"],
            jobs.Select(job => job.GetProperty("metadata").GetProperty("link").GetString()));
        Assert.Equal(["2026-01-31", "2026-02-05", null], jobs.Select(job => job.GetProperty("article").TryGetProperty("date", out var day) ? day.GetString() : null));
        Assert.All(jobs, job => Assert.Equal("Clara", job.GetProperty("article").GetProperty("author").GetString()));
        Assert.Equal("https://other.example/three", jobs[2].GetProperty("source_url").GetString());
        var read = ArticleReader.Read(ArticleFormats.Html, jobs[0].GetProperty("article").GetProperty("content").GetString()!);
        Assert.Equal(["Before.", "After."], read.Chapters.SelectMany(chapter => chapter.Blocks).Select(block => block.Text));
    }

    [Fact]
    public void The_day_of_an_rss_entry_is_that_of_its_own_place()
    {
        var job = Assert.Single(Read(
            "<rss version='2.0'><channel><title>x</title><item><title>t</title><description>d</description><pubDate>Sat, 31 Jan 2026 23:30:00 -0500</pubDate></item></channel></rss>"));

        Assert.Contains("\"date\":\"2026-01-31\"", job, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_999, false)]
    [InlineData(2_000, true)]
    public void A_long_description_is_the_text_and_a_short_one_leads_to_the_page(int length, bool isText)
    {
        var job = JsonDocument.Parse(Assert.Single(Read(
            $"<rss version='2.0'><channel><title>x</title><item><title>t</title><link>https://x.example/1</link><description>{new string('x', length)}</description></item></channel></rss>"))).RootElement;

        Assert.Equal(isText, job.GetProperty("article").TryGetProperty("content", out _));
        Assert.Equal(!isText, job.TryGetProperty("source_url", out _));
    }

    [Theory]
    [InlineData("<html/>", "# is a web page, and names no feed (rel=alternate). Give the address of its feed as feed_url, or the page itself as source_url of a job.")]
    [InlineData("<svg/>", "# is no feed: its root is <svg>. RSS, Atom, JSON Feed and OPML can be read, and pages that name their feed.")]
    [InlineData("<urlset/>", "# is a sitemap (its root is <urlset>), which names pages and no feed. Submit the pages as source_url, one job each.")]
    [InlineData("<opml><body><outline text='secret'/></body></opml>", "# is a list in OPML that names no feed: no outline has an xmlUrl.")]
    [InlineData("{\"items\":[secret]}", "# is not well-formed JSON: line 1, position 11. Correct it there, or send its entries as NDJSON.")]
    [InlineData("{\"secret\":1}", "# is JSON, but no JSON Feed: it has no array items.")]
    [InlineData("secret", "# is no feed: it has no element. RSS, Atom, JSON Feed and OPML can be read, and pages that name their feed.")]
    [InlineData("", "# is empty.")]
    public void What_is_no_feed_is_refused_without_its_text(string source, string message) =>
        Assert.Equal(message, Assert.Throws<BatchFormatException>(() => Read(source)).Message);

    [Fact]
    public void What_is_wrong_in_an_entry_stays_there()
    {
        var jobs = Read("""
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>x</title>
            <item><title>One</title><link>https://x.example/1</link><enclosure url="https://x.example/1.mp3" length="n/a" type="audio/mpeg"/></item>
            <item><title>Two</title><link>http://</link><description>The second.</description></item>
            <item><title>Three</title><link></link><description>The third.</description></item>
            <item><title>Four</title><link>https://x.example/4</link><dc:creator><b>Ann</b> Author</dc:creator><content:encoded><p>The fourth.</p></content:encoded></item>
            <item><title>Five</title><link>https://x.example/5</link></item>
            </channel></rss>
            """);

        Assert.Equal(
            [
                """{"source_url":"https://x.example/1","article":{"title":"One"},"metadata":{"link":"https://x.example/1"}}""",
                """{"article":{"format":"html","content":"The second.","title":"Two"}}""",
                """{"article":{"format":"html","content":"The third.","title":"Three"}}""",
                """{"article":{"format":"html","content":"<p>The fourth.</p>","title":"Four","author":"Ann Author"},"metadata":{"link":"https://x.example/4"}}""",
                """{"source_url":"https://x.example/5","article":{"title":"Five"},"metadata":{"link":"https://x.example/5"}}""",
            ],
            jobs);
    }

    [Fact]
    public void Who_says_the_language_is_not_overruled_by_the_feed()
    {
        var feed = "<rss version='2.0'><channel><title>x</title><language>en-us</language><item><title>Eins</title><link>https://x.example/1</link></item></channel></rss>";
        Assert.DoesNotContain("language", Relaxed(Assert.Single(FeedReadingOf.Read(new MemoryStream(Encoding.UTF8.GetBytes(feed)), Address, hasLanguage: true))), StringComparison.Ordinal);
        Assert.Contains("language", Assert.Single(Read(feed)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_of_more_entries_than_a_batch_is_not_read_to_its_end()
    {
        // What follows is not well-formed, and not met.
        var feed = $"<rss version=\"2.0\"><channel>{string.Concat(Enumerable.Repeat("<item/>", BatchIntake.MostItems + 1))}</wrong>";

        foreach (var read in (Action<Stream>[])[stream => FeedReadingOf.Read(stream, Address), stream => Syndication.Count(FeedSource.Of(Syndication.Bytes(stream), charset: null, address: null))])
        {
            Assert.Equal("has more than 10000 entries.", Assert.Throws<BatchFormatException>(() => read(new MemoryStream(Encoding.UTF8.GetBytes(feed)))).Problem.Detail);
        }
    }

    [Fact]
    public void Entities_are_not_grown_and_nothing_outside_is_read()
    {
        var bomb = "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/hostname\">]>"
            + "<rss version='2.0'><channel><title>x</title><item><title>&b;&f;</title><link>https://x.example/1</link></item></channel></rss>";

        Assert.Contains("\"title\":\"&b;&f;\"", Assert.Single(Read(bomb)), StringComparison.Ordinal);
    }

    static List<string> Read(string feed) =>
        [.. FeedReadingOf.Read(new MemoryStream(Encoding.UTF8.GetBytes(feed.Trim())), Address).Select(Relaxed)];

    static string Relaxed(byte[] json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement, Unescaped);
}
