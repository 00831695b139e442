using System.Text;
using System.Text.Json;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Batches;
using SpeechPipeline.Batches.Feeds;
using SpeechPipeline.Requests;
using SpeechPipeline.Sources;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Specs.Sources;

namespace SpeechPipeline.Specs.Batches.Feeds;

/// <summary>What a batch has from its feed, and how it ends where there is nothing to have.</summary>
public sealed class FeedReadingSpecs : BatchFixture
{
    static readonly string Feed = FeedReadingOf.Rss("<item><title>One</title><description>The lamp was lit.</description></item>");

    [Fact]
    public async Task The_jobs_of_a_feed_have_a_bound_in_bytes()
    {
        var batch = await AcceptAsync(Feed, "", BatchKind.Feed);
        var envelope = await Fixture.Get<BatchFolder>().ReadEnvelopeAsync(Id(batch), Cancellation);

        var impossible = Assert.IsType<BatchReadingOutcome.Impossible>(await MakeAsync(batch, envelope, mostBytes: 50));

        Assert.StartsWith("The feed has entries that make jobs of more than", impossible.Message, StringComparison.Ordinal);
        Assert.Null(await MakeAsync(batch, envelope, mostBytes: 500));
    }

    [Fact]
    public async Task A_fault_of_ours_refuses_the_feed_that_it_is_met_in_with_its_id()
    {
        var log = new LogLines();
        var batch = await AcceptAsync(Feed, "", BatchKind.Feed);
        var envelope = await Fixture.Get<BatchFolder>().ReadEnvelopeAsync(Id(batch), Cancellation) with { Defaults = Broken() };

        var impossible = Assert.IsType<BatchReadingOutcome.Impossible>(await MakeAsync(batch, envelope, log: log));

        Assert.Matches("^The feed cannot be read because of a fault in the pipeline, logged with the id [0-9a-f]{8}\\. Submit", impossible.Message);
        AssertLogged(log, impossible.Message);
    }

    [Fact]
    public async Task A_fault_of_ours_in_one_feed_of_a_list_is_one_item()
    {
        var log = new LogLines();
        await using var site = await WebSite.StartAsync("application/rss+xml", Feed);
        var batch = await AcceptAsync($"""<opml><body><outline xmlUrl="{site.Address("/a")}"/></body></opml>""", "", BatchKind.Feed);
        var envelope = await Fixture.Get<BatchFolder>().ReadEnvelopeAsync(Id(batch), Cancellation) with { Defaults = Broken() };

        Assert.Null(await MakeAsync(batch, envelope, log: log));

        var reason = Assert.Single(await ItemsAsync(await RunAsync(batch))).Reason!;
        Assert.StartsWith($"# stands for the feed {site.Address("/a")}, which cannot be read: It cannot be read because of a fault in the pipeline, logged with the id ", reason, StringComparison.Ordinal);
        AssertLogged(log, reason);
    }

    [Fact]
    public void A_fault_of_ours_in_an_entry_refuses_it_with_its_id()
    {
        // No entry at all stands for a fault that nobody foresaw.
        var entry = Assert.IsType<UnreadableEntry>(FeedEntry.Read(new FeedPart(Markup: null!), isAtom: false, address: null));

        Assert.Equal($"cannot be read because of a fault in the pipeline, logged with the id {entry.Fault!.Id}. Submit the page of the entry as source_url.", entry.Problem);
        Assert.Contains(nameof(NullReferenceException), entry.Fault.Where, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_has_its_feed_shows_no_more_that_it_waited_for_it()
    {
        var (feed, page) = (503, 503);
        await using var site = await WebSite.StartAsync(async context =>
        {
            var isFeed = context.Request.Path == "/feed";
            (context.Response.StatusCode, context.Response.ContentType) = (isFeed ? feed : page, "text/plain");
            await context.Response.WriteAsync(isFeed ? FeedReadingOf.Rss("<item><title>One</title><link>page</link></item>") : "The page.", Cancellation);
        });
        var batch = await AcceptAsync($$"""{"feed_url":"{{site.Address("/feed")}}","max_cost_usd":5}""", "", BatchKind.Json);
        batch = await RunAsync(await RunAsync(batch));
        Assert.Equal((BatchStatus.Reading, 2, $"The feed {site.Address("/feed")} cannot be had now. The source's server answered 503."), (batch.State, batch.Waits, batch.StatusReason));

        feed = 200;
        batch = await RunAsync(batch);

        Assert.Equal((BatchStatus.Reading, 1, "The source's server answered 503."), (batch.State, batch.Waits, batch.StatusReason));
        page = 200;
        Assert.Equal((BatchStatus.Running, null), ((batch = await RunAsync(batch)).State, batch.StatusReason));
    }

    [Fact]
    public async Task A_batch_in_json_is_had_from_storage_once_when_it_is_looked_through()
    {
        var had = new Had();
        await using var fixture = await JobFixture.StartAsync(new HttpClientTransport(had));
        foreach (var source in new[] { """{"items":[{"input":"One."}]}""", """{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":"First."}]}""" })
        {
            had.Count = 0;
            var (envelope, _) = await fixture.Get<BatchIntake>().StoreAsync(
                BatchId.New(TimeProvider.System), BatchKind.Json, charset: null, new MemoryStream(Encoding.UTF8.GetBytes(source)), QueryFields.Read([]), Cancellation);
            Assert.Equal((source.Contains("jsonfeed", StringComparison.Ordinal) ? BatchKind.Feed : BatchKind.Json, 1), (envelope!.Kind, had.Count));
        }
    }

    Task<BatchReadingOutcome?> MakeAsync(BatchRow batch, BatchEnvelope envelope, long? mostBytes = null, LogLines? log = null)
    {
        var reading = new FeedReading(Fixture.Get<BatchFolder>(), Fixture.Get<SourceFetch>(), TimeProvider.System, new Logger<FeedReading>(log ?? new LogLines()))
        {
            MostBytes = mostBytes ?? BodyRoom.LargestBody,
        };
        return reading.MakeItemsAsync(batch, envelope, DateTimeOffset.MaxValue, Cancellation);
    }

    /// <summary>Stands for a fault that nobody foresaw: whoever reads it fails.</summary>
    static JsonElement Broken()
    {
        using var json = JsonDocument.Parse("{}");
        return json.RootElement;
    }

    static void AssertLogged(LogLines log, string message)
    {
        var line = Assert.Single(log.Lines);
        Assert.Contains(message.Split("with the id ")[1][..8], line, StringComparison.Ordinal);
        Assert.Contains(nameof(ObjectDisposedException), line, StringComparison.Ordinal);
        Assert.DoesNotContain("lamp", line, StringComparison.Ordinal);
    }

    /// <summary>Counts how often the source of a batch is read.</summary>
    sealed class Had() : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Count { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count += request.Method == HttpMethod.Get && request.RequestUri!.AbsolutePath.EndsWith("/source", StringComparison.Ordinal) ? 1 : 0;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
