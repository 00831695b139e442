using System.Text;
using SpeechPipeline.Batches;

namespace SpeechPipeline.Specs.Batches.Feeds;

/// <summary>A feed in whatever state is read as a browser or a feed reader would read it; else the one entry is refused.</summary>
public sealed class FeedMendSpecs
{
    static readonly string Good = FeedReadingOf.Rss("<item><title>One</title><description>First.</description></item>");

    static FeedMendSpecs() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("\n\n")]
    [InlineData(" \t\r\n\uFEFF\n")]
    [InlineData("\uFEFF\uFEFF")]
    [InlineData("\0")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")]
    [InlineData("<br />\n<b>Notice</b>:  Undefined index: a in <b>/var/www/x.php</b> on line <b>3</b><br />\n")]
    [InlineData("<!-- cached at 10:00 -->\n<?xml-stylesheet href='a.css'?>")]
    [InlineData("<?php echo '<a>'; ?>")]
    [InlineData("Warning: a & b < c\n")]
    public void What_stands_before_the_feed_is_passed_over(string front) => Assert.Equal(["One | First."], FeedReadingOf.Lines(front + Good));

    [Theory]
    [InlineData("<script>alert('</rss>')</script>")]
    [InlineData("\0\0\n<!-- 0.3 s -->")]
    [InlineData("<rss><channel><item><title>Two</title></item></channel></rss>")]
    public void What_stands_behind_the_feed_is_passed_over(string behind) => Assert.Equal(["One | First."], FeedReadingOf.Lines(Good + behind));

    [Theory]
    [InlineData("A&nbsp;B", "A B")]
    [InlineData("Caf&eacute; &mdash; &hellip;", "Café — …")]
    [InlineData("&CounterClockwiseContourIntegral;", "∳")]
    [InlineData("R&D & AT&T; Q&A", "R&D & AT&T; Q&A")]
    [InlineData("&unheard;", "&unheard;")]
    [InlineData("a < b", "a < b")]
    [InlineData("1 <2 and <john@news.example>", "1 <2 and <john@news.example>")]
    [InlineData("A\vB\u001fC\u0000D", "A BCD")]
    [InlineData("A&#x0B;B&#31;C&#0;D", "A BCD")]
    [InlineData("It&#146;s &#x201C;1&#x201D; &#128512;", "It’s “1” 😀")]
    [InlineData("A&#xD800;B&#x110000;C&#99999999999999999999;", "ABC&#99999999999999999999;")]
    [InlineData("A ]]> B", "A ]]> B")]
    [InlineData("<![CDATA[A & B]]>", "A & B")]
    [InlineData("<![CDATA[A\u0001B]]>", "AB")]
    [InlineData("A<!-- no -- title -->B", "AB")]
    [InlineData("A<?php x ?>B", "AB")]
    public void A_character_that_xml_has_no_place_for_is_mended_where_it_stands(string written, string read) =>
        Assert.Equal([$"{read} | First.", "Two | Second."], FeedReadingOf.Lines(FeedReadingOf.Rss($"<item><title>{written}</title><description>First.</description></item><item><title>Two</title><description>Second.</description></item>")));

    [Theory]
    [InlineData("<item><title>One</title><description><p>First.<br>More.<p>Last.</description></item>", "One | <p>First.<br >More.<p>Last.</p></p>")]
    [InlineData("<item><title>One<description>First.</description></item>", "! has no text, and no link to a page that has it, so there is nothing to speak.")]
    [InlineData("<item><title>One</b></title><description>First.</description></item>", "One | First.")]
    [InlineData("<item><title>One</title><description>First.</description>", "One | First.")]
    [InlineData("<item><Title>One</title><description>First.</Description></item>", "One | First.")]
    [InlineData("<item><title>One</title><guid isPermaLink=false>g</guid><description>First.</description></item>", "One | First.")]
    [InlineData("<item a=\"1\" a=\"2\" b c='<&'><title>One</title><description>First.</description></item>", "One | First.")]
    [InlineData("<item><title>One</title><description>First.</description><enclosure url=\"https://x.example/?a=1&b=2\" length=n/a></item>", "One | First.")]
    [InlineData("<item><title><![CDATA[One</title><description><![CDATA[First.]]></description></item>", "One | First.")]
    [InlineData("<item><title>One</title><description><![CDATA[First.</description></item>", "One | First.")]
    [InlineData("<item><title>One</title><description>First.</description><x:y xmlns:x=''/><1/></item>", "One | First.")]
    public void Markup_that_is_not_well_formed_is_mended_and_touches_no_other_entry(string entry, string read) =>
        Assert.Equal([read, "Two | Second."], FeedReadingOf.Lines(FeedReadingOf.Rss($"{entry}<item><title>Two</title><description>Second.</description></item>")));

    [Fact]
    public void A_feed_that_is_cut_off_loses_the_entry_in_which_it_ends_and_no_other()
    {
        var lines = FeedReadingOf.Lines("<rss><channel><item><title>One</title><description>First.</description></item><item><title>Two</title><description>Sec");

        Assert.Equal(["One | First.", "! is where the feed ends in the middle, so its text is not whole. Send the whole feed."], lines);
    }

    [Fact]
    public void Prefixes_that_nobody_declares_are_what_everybody_means_by_them()
    {
        var job = FeedReadingOf.Jobs(FeedReadingOf.Rss("""
            <item><title>One</title><dc:creator>Ann</dc:creator><dc:date>2026-05-09T10:00:00Z</dc:date><foo:bar baz:x="1">no</foo:bar><media:title>No</media:title>
            <content:encoded><![CDATA[<p>Whole.</p>]]></content:encoded></item>
            """))[0].GetProperty("article");

        Assert.Equal("""{"format":"html","content":"<p>Whole.</p>","title":"One","author":"Ann","date":"2026-05-09"}""", System.Text.RegularExpressions.Regex.Unescape(job.GetRawText()));
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY nbsp \"&#160;\">]>", "A&nbsp;B", "A B")]
    [InlineData("<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"http://127.0.0.1:1/rss-0.91.dtd\">", "A", "A")]
    [InlineData("<!DOCTYPE rss [\n<!-- don't > mind -->\n<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">\n]>", "&b;", "&b;")]
    [InlineData("<!DOCTYPE rss SYSTEM \"file:///etc/hostname\" [<!ENTITY f SYSTEM \"file:///etc/hostname\"><!ENTITY % p SYSTEM \"http://127.0.0.1:1/\">%p;]>", "&f;", "&f;")]
    public void A_document_type_is_passed_over_and_nothing_that_it_declares_is_resolved(string type, string title, string read) =>
        Assert.Equal([$"{read} | First."], FeedReadingOf.Lines($"<?xml version='1.0'?>{type}<rss><channel><item><title>{title}</title><description>First.</description></item></channel></rss>"));

    [Theory]
    [InlineData("windows-1251", "windows-1251", "", "Привет")]
    [InlineData("koi8-r", "koi8-r", "", "Привет")]
    [InlineData("shift_jis", "Shift_JIS", "", "こんにちは")]
    [InlineData("windows-1251", "", "windows-1251", "Привет")]
    [InlineData("windows-1251", "utf-8", "windows-1251", "Привет")]
    [InlineData("iso-8859-2", "", "ISO-8859-2", "Žluťoučký kůň")]
    [InlineData("utf-8", "iso-8859-1", "", "Café")]
    [InlineData("utf-8", "", "utf-16", "Café")]
    [InlineData("utf-16", "", "", "Café")]
    [InlineData("utf-16BE", "", "", "Café")]
    [InlineData("windows-1251", "utf-8", "utf-8", "Съешь ещё этих мягких французских булок, да выпей же чаю")]
    public void The_charset_is_that_of_the_bytes_whatever_is_said_of_them(string encoding, string charset, string declared, string title)
    {
        var feed = $"<?xml version='1.0'{(declared.Length > 0 ? $" encoding='{declared}'" : "")}?><rss><channel><item><title>{title}</title><description>First.</description></item></channel></rss>";

        Assert.Equal([$"{title} | First."], FeedReadingOf.Lines(Encoding.GetEncoding(encoding).GetBytes(feed), charset.Length > 0 ? charset : null));
    }

    [Fact]
    public void One_wrong_byte_is_one_wrong_character()
    {
        var feed = Encoding.UTF8.GetBytes(FeedReadingOf.Rss("<item><title>Café à la crème, déjà vu~</title><description>First.</description></item>"));
        feed[Array.IndexOf(feed, (byte)'~')] = 0xE9;

        Assert.Equal(["Café à la crème, déjà vu\uFFFD | First."], FeedReadingOf.Lines(feed, "utf-8"));
    }

    [Fact]
    public void An_entry_that_is_there_twice_is_spoken_once_but_not_one_that_shares_its_name_alone()
    {
        var lines = FeedReadingOf.Lines(FeedReadingOf.Rss("""
            <item><guid isPermaLink="false">g</guid><title>One</title><description>First.</description></item>
            <item><guid isPermaLink="false">g</guid><title>One</title><description>First, corrected.</description></item>
            <item><guid isPermaLink="false">g</guid><title>Two</title><description>Second.</description></item>
            <item><title>Three</title><description>Third.</description></item>
            <item><title>Three</title><description>Third.</description></item>
            <item><title>Three</title><description>Another third.</description></item>
            """));

        Assert.Equal(["One | First.", "Two | Second.", "Three | Third.", "Three | Another third."], lines);
    }

    [Fact]
    public void Of_entries_that_share_a_name_the_link_decides_which_are_the_same()
    {
        var lines = FeedReadingOf.Lines(FeedReadingOf.Rss("""
            <item><guid isPermaLink="false">g</guid><title>News</title><link>https://news.example/1</link></item>
            <item><guid isPermaLink="false">g</guid><title>News</title><link>https://news.example/2</link></item>
            <item><guid isPermaLink="false">g</guid><title>News, corrected</title><link>https://news.example/2</link></item>
            <item><guid isPermaLink="false">h</guid><title>News</title><link>https://news.example/2</link></item>
            <item><description>A word.</description></item>
            <item><description>A word.</description></item>
            <item><description>Another.</description></item>
            <item/><item/>
            """));

        const string nothing = "! has no text, and no link to a page that has it, so there is nothing to speak.";
        Assert.Equal(["News | https://news.example/1", "News | https://news.example/2", "News | https://news.example/2", "A word.", "Another.", nothing, nothing], lines);
    }

    [Fact]
    public void More_than_is_fetched_is_not_read()
    {
        var e = Assert.Throws<BatchFormatException>(() => FeedReadingOf.Lines(new byte[(20 * 1024 * 1024) + 1]));

        Assert.Equal("is a feed of more than 20 MiB. Send its entries as NDJSON, or fewer of them.", e.Problem.Detail);
    }
}
