using System.Text;
using System.Text.Json;
using SpeechPipeline.Batches;
using SpeechPipeline.Batches.Feeds;
using SpeechPipeline.Specs.Batches.Feeds;

namespace SpeechPipeline.Specs.Hostile;

/// <summary>A feed costs what its size explains, and what is wrong with one entry stays there.</summary>
public sealed class FeedCostSpecs
{
    const string Good = "<item><title>Good</title><link>https://news.example/1</link></item>";

    [Theory]
    [InlineData("<a>", "</a>")]
    [InlineData("<a xmlns='urn:a'>", "</a>")]
    [InlineData("<category>a</category>", "")]
    [InlineData("<guid>a</guid>", "")]
    [InlineData("<x:a xmlns:x='urn:x'/>", "")]
    [InlineData("<![CDATA[</item><![CDATA[", "]]>")]
    [InlineData("<!-- <?x <!a [", "")]
    [InlineData("<a b=\"", "")]
    [InlineData("<a b='c' d e=f ", "")]
    [InlineData("<p><br><i>", "</p>")]
    [InlineData("&nbsp;&a&#1;", "")]
    public void An_entry_costs_what_its_size_explains(string open, string close)
    {
        Cost.IsLinear(size => Rss($"<item>{Parts(open, size)}{Parts(close, size * Math.Max(1, close.Length) / open.Length)}</item>{Good}"), 40_000, Read);
        Cost.IsLinear(size => Rss($"{Parts(open, size)}{Parts(close, size * Math.Max(1, close.Length) / open.Length)}{Good}"), 40_000, Read);
    }

    [Fact]
    public void An_entry_that_nests_too_deeply_is_refused_alone()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 5_000)) + string.Concat(Enumerable.Repeat("</a>", 5_000));
        var jobs = Jobs(Rss($"<item>{deep}</item>{Good}"));

        Assert.Contains("too deeply", FeedEntryProblem.Find(jobs[0])!.Detail, StringComparison.Ordinal);
        Assert.Equal("Good", Title(jobs[1]));
    }

    [Fact]
    public void A_title_that_nests_too_deeply_is_refused_with_its_entry_alone()
    {
        var deep = string.Concat(Enumerable.Repeat("&lt;div&gt;", 600));
        var jobs = Jobs($"""
            <feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><id>urn:x</id><updated>2026-01-02T03:04:05Z</updated>
            <entry><id>urn:1</id><title type="html">{deep}</title><updated>2026-01-02T03:04:05Z</updated><content type="html">One.</content></entry>
            <entry><id>urn:2</id><title>Good</title><updated>2026-01-02T03:04:05Z</updated><content type="html">Two.</content></entry></feed>
            """);

        Assert.Contains("too deeply", FeedEntryProblem.Find(jobs[0])!.Detail, StringComparison.Ordinal);
        Assert.Equal("Good", Title(jobs[1]));
    }

    [Fact]
    public void A_feed_of_more_prefixes_than_any_is_refused_and_each_is_declared_once()
    {
        var most = Rss($"<item><title>One</title>{Prefixes(MendedMarkup.MostPrefixes)}{Prefixes(MendedMarkup.MostPrefixes)}</item>");
        Assert.Equal(MendedMarkup.MostPrefixes, FeedMarkup.Find(most, out _)!.Entries().Single().Markup.Finish().Split(" xmlns:").Length - 1);

        var more = Prefixes(MendedMarkup.MostPrefixes + 1);
        foreach (var feed in new[] { Rss($"<item><title>One</title>{more}</item>{Good}"), Rss($"{more}{Good}") })
        {
            var refused = Assert.Throws<BatchFormatException>(() => Syndication.Count(FeedSource.Of(Encoding.UTF8.GetBytes(feed), charset: null, address: null)));
            Assert.StartsWith("has more than 200 prefixes of XML namespaces in one place", refused.Problem.Detail, StringComparison.Ordinal);
            Assert.Throws<BatchFormatException>(() => Jobs(feed));
        }
    }

    static string Prefixes(int count) => string.Concat(Enumerable.Range(0, count).Select(i => i % 2 == 0 ? $"<p{i}:a/>" : $"<a p{i}:b='c'/>"));

    static void Read(string feed) => Jobs(feed);

    static List<byte[]> Jobs(string feed) => [.. FeedReadingOf.Read(new MemoryStream(Encoding.UTF8.GetBytes(feed)), address: null)];

    static string Rss(string items) => $"<rss version='2.0'><channel><title>News</title><description>All</description>{items}</channel></rss>";

    static string Parts(string part, int size) => part.Length == 0 ? "" : string.Concat(Enumerable.Repeat(part, size / part.Length));

    static string? Title(byte[] job) => JsonDocument.Parse(job).RootElement.GetProperty("article").GetProperty("title").GetString();
}
