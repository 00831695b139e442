using System.Text;
using SpeechPipeline.Batches;
using SpeechPipeline.Specs.Sources;

namespace SpeechPipeline.Specs.Batches.Feeds;

/// <summary>What names feeds, and by what address they are had.</summary>
public sealed class FeedListSpecs : BatchFixture
{
    static readonly byte[] Cyrillic = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes(FeedReadingOf.Rss("<item><title>Привет</title><description>Это первая запись.</description></item>"));

    [Fact]
    public async Task All_feeds_of_a_list_are_read_and_one_that_cannot_be_is_one_item()
    {
        await using var site = await FeedsAsync();
        var batch = await RunAsync(await AcceptAsync($"""
            <opml version="2.0"><body><outline text="All">
            <outline type="rss" text="A" xmlUrl="{site.Address("/a")}"/><outline text="deeper"><outline text="B" XMLURL='{site.Address("/page")}'></outline></outline>
            <outline text="Again" xmlUrl="{site.Address("/a")}"/><outline text="Gone" xmlUrl="{site.Address("/gone")}"/><outline text="List" xmlUrl="{site.Address("/list")}"/>
            </outline></body></opml>
            """, "voice=am_adam", BatchKind.Feed));

        var items = await ItemsAsync(batch);
        Assert.Equal(["A 1", "A 2", "Two", null, null], items.Select(item => item.Title));
        Assert.Equal($"# stands for the feed {site.Address("/gone")}, which cannot be read: The source cannot be fetched: its server answered 404.", items[3].Reason);
        Assert.Equal($"# stands for the feed {site.Address("/list")}, which cannot be read: It is a list of feeds itself. Submit it by itself, or the feeds that it names.", items[4].Reason);
        Assert.Single(site.Requests, "/a");
    }

    [Fact]
    public async Task A_feed_of_a_list_that_cannot_be_had_now_is_waited_for_and_no_other_is_asked_for_again()
    {
        var isDown = true;
        await using var site = await FeedsAsync(() => isDown);
        var batch = await AcceptAsync($"""<opml><body><outline xmlUrl="{site.Address("/a")}"/><outline xmlUrl="{site.Address("/b")}"/></body></opml>""", "", BatchKind.Feed);

        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Reading, 1), (batch.State, batch.Waits));
        Assert.Equal($"The feed {site.Address("/b")} cannot be had now. The source's server answered 503.", batch.StatusReason);
        isDown = false;
        batch = await RunAsync(batch);

        Assert.Equal(["A 1", "A 2", "Two"], (await ItemsAsync(batch)).Select(item => item.Title));
        Assert.Single(site.Requests, "/a");
    }

    [Theory]
    [InlineData("/page", "Two")]
    [InlineData("/b", "Two")]
    [InlineData("/json", "Three")]
    [InlineData("/cyrillic", "Привет")]
    public async Task A_feed_is_had_by_its_address_or_by_that_of_its_page(string path, string title)
    {
        await using var site = await FeedsAsync();
        var batch = await RunAsync(await AcceptAsync($$"""{"feed_url":"{{site.Address(path)}}"}""", "", BatchKind.Json));

        Assert.Equal(title, Assert.Single(await ItemsAsync(batch)).Title);
    }

    [Theory]
    [InlineData("/loop", "The feed is a web page, and no feed. Give the address of the feed that it names as feed_url.")]
    [InlineData("/plain", "The feed is a web page, and names no feed (rel=alternate). Give the address of its feed as feed_url, or the page itself as source_url of a job.")]
    [InlineData("/lost", "The source cannot be fetched: its server answered 404.")]
    public async Task A_page_leads_to_a_feed_and_no_further(string path, string message)
    {
        await using var site = await FeedsAsync();
        var batch = await RunAsync(await AcceptAsync($$"""{"feed_url":"{{site.Address(path)}}"}""", "", BatchKind.Json));

        Assert.Equal((BatchStatus.Failed, message), (batch.State, batch.ErrorMessage));
        Assert.True(site.Requests.Count <= 2);
    }

    [Fact]
    public async Task A_list_behind_a_page_is_not_followed()
    {
        await using var site = await FeedsAsync();
        var message = $"is a web page whose feed, {site.Address("/list")}, is a list of feeds. Give the address of the list as feed_url.";
        var batch = await RunAsync(await AcceptAsync($$"""{"feed_url":"{{site.Address("/listed")}}"}""", "", BatchKind.Json));
        Assert.Equal((BatchStatus.Failed, "feed_unusable", $"The feed {message}"), (batch.State, batch.ErrorCode, batch.ErrorMessage));

        batch = await RunAsync(await AcceptAsync($"""<opml><body><outline xmlUrl="{site.Address("/listed")}"/></body></opml>""", "", BatchKind.Feed));
        Assert.Equal($"# stands for the feed {site.Address("/listed")}, which cannot be read: It {message}", Assert.Single(await ItemsAsync(batch)).Reason);
    }

    [Fact]
    public async Task An_address_that_no_feed_can_have_is_named_as_the_list_names_it_and_cut()
    {
        var address = $"https://news.example/{new string('a', 3_000)}";
        var batch = await RunAsync(await AcceptAsync($"""<opml><body><outline xmlUrl="{address}"/></body></opml>""", "", BatchKind.Feed));

        Assert.Equal(
            $"# stands for the feed {address[..199]}…, which cannot be read: The feed's address must have at most 2048 characters, this address has 3021.",
            Assert.Single(await ItemsAsync(batch)).Reason);
    }

    [Fact]
    public async Task A_feed_in_json_may_be_said_to_be_json()
    {
        var batch = await RunAsync(await AcceptAsync("""{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"One","content_text":"First."}]}""", "voice=am_adam", BatchKind.Json));

        Assert.Equal("One", Assert.Single(await ItemsAsync(batch)).Title);
    }

    [Fact]
    public async Task The_charset_of_a_body_is_kept_until_it_is_read()
    {
        var id = BatchId.New(TimeProvider.System);
        var (envelope, problems) = await Fixture.Get<BatchIntake>().StoreAsync(
            id, BatchKind.Feed, "windows-1251", new MemoryStream(Cyrillic), SpeechPipeline.Requests.QueryFields.Read([]), Cancellation);
        Assert.Empty(problems);
        var batch = await RunAsync(await Fixture.Get<BatchIntake>().AcceptAsync(id, id, envelope!, "http://localhost/api", SpeechPipeline.Jobs.Origin.Caller, Cancellation));

        Assert.Equal("Привет", Assert.Single(await ItemsAsync(batch)).Title);
    }

    [Theory]
    [InlineData("<link rel='alternate' type='application/rss+xml' href='/feed'>", "https://news.example/feed")]
    [InlineData("<LINK REL='ALTERNATE' TYPE='application/atom+xml; charset=utf-8' HREF=' atom.xml '>", "https://news.example/blog/atom.xml")]
    [InlineData("<link rel='alternate' type='application/json+oembed' href='/o'><link rel='alternate' hreflang='de' href='/de'><link rel='feed alternate' type='application/feed+json' href='/feed.json'>", "https://news.example/feed.json")]
    [InlineData("<link rel='alternate' type='application/rss+xml' title='x Comments Feed' href='/comments/feed'><link rel='alternate' type='application/rss+xml' href='/feed'>", "https://news.example/feed")]
    [InlineData("<base href='https://other.example/x/'><link rel='alternate' type='application/rss+xml' href='feed'>", "https://other.example/x/feed")]
    [InlineData("<link rel='alternate' type='application/json' href='/wp-json/wp/v2/posts/1'><link rel='alternate' type='text/xml' title='RSS' href='/r.xml'>", "https://news.example/r.xml")]
    [InlineData("<body><a rel='alternate' type='application/rss+xml' href='feed:https://x.example/f'>RSS</a>", "https://x.example/f")]
    public void Of_the_feeds_that_a_page_names_the_first_of_its_own_is_taken(string named, string feed) =>
        Assert.Equal(feed, SpeechPipeline.Batches.Feeds.FeedPage.Of($"<!DOCTYPE html><html><head><title>Blog</title>{named}</head></html>", new Uri("https://news.example/blog/")));

    [Fact]
    public void A_list_of_too_many_feeds_is_refused_before_any_is_asked_for()
    {
        var outlines = string.Concat(Enumerable.Range(0, 101).Select(i => $"<outline xmlUrl='https://news.example/{i}'/>"));

        Assert.Equal("is a list of more than 100 feeds. Part it, and submit each part by itself.", Assert.Throws<BatchFormatException>(() => FeedReadingOf.Lines($"<opml><body>{outlines}</body></opml>")).Problem.Detail);
    }

    static Task<WebSite> FeedsAsync(Func<bool>? isDown = null) => WebSite.StartAsync(async context =>
    {
        var (status, type, body) = context.Request.Path.Value switch
        {
            "/a" => (200, "application/rss+xml", FeedReadingOf.Rss("<item><title>A 1</title><description>First.</description></item><item><title>A 2</title><description>Second.</description></item>")),
            "/b" when isDown?.Invoke() == true => (503, "text/plain", ""),
            "/b" => (200, "text/plain", FeedReadingOf.Rss("<item><title>Two</title><description>Second.</description></item>")),
            "/json" => (200, "application/feed+json", """{"version":"https://jsonfeed.org/version/1.1","items":[{"title":"Three","content_text":"Third."}]}"""),
            "/page" => (200, "text/html", "<!DOCTYPE html><title>x</title><link rel=alternate type=application/rss+xml href=b>"),
            "/loop" => (200, "text/html", "<!DOCTYPE html><title>x</title><link rel=alternate type=application/rss+xml href=page>"),
            "/listed" => (200, "text/html", "<!DOCTYPE html><title>x</title><link rel=alternate type=application/rss+xml href=list>"),
            "/lost" => (200, "text/html", "<!DOCTYPE html><title>x</title><link rel=alternate type=application/rss+xml href=gone>"),
            "/plain" => (200, "text/html", "<html><body>No feed</body></html>"),
            "/list" => (200, "text/x-opml", "<opml><body><outline xmlUrl='https://x.example/'/></body></opml>"),
            "/cyrillic" => (200, "text/xml; charset=windows-1251", ""),
            _ => (404, "text/plain", ""),
        };
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        await context.Response.Body.WriteAsync(context.Request.Path == "/cyrillic" ? Cyrillic : Encoding.UTF8.GetBytes(body), Cancellation);
    });
}
