using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Articles;
using SpeechPipeline.Jobs;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Sources;
using SpeechPipeline.Specs.Sources;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Jobs;

/// <summary>Sources that the runner fetches or reads: once, visibly waiting, clearly failing.</summary>
public sealed class SourceUrlSpecs
{
    const string Page = "<html lang=de><title>Ein Titel</title><body><article><p>Ein Satz, der lang genug ist, um einer zu sein.</p></article>";

    [Theory]
    [InlineData("http://bücher.example/straße?q=ä")]
    [InlineData("http://example.com/%C3%A4?q=%25")]
    public async Task A_source_is_kept_with_its_address_whatever_letters_that_has(string address)
    {
        await using var fixture = await JobFixture.StartAsync();
        var (folder, id) = (fixture.Get<JobFolder>(), JobId.New(TimeProvider.System));
        var request = fixture.Get<RequestReader>().ReadJson(JsonSerializer.SerializeToUtf8Bytes(new { source_url = address })).Submission!.Request;
        var source = new ArticleSource(ArticleFormats.Html, BinaryData.FromString("<p>Text.</p>"), "text/html", new Uri(address));
        await folder.WriteFetchedAsync(id, request, source, JobFixture.Cancellation);
        Assert.Equal(new Uri(address), (await folder.FindSourceAsync(id, request, JobFixture.Cancellation))!.Address);
    }

    [Fact]
    public async Task A_source_is_fetched_once_and_what_it_says_of_itself_is_on_the_job()
    {
        await using var fixture = await JobFixture.StartAsync();
        await using var site = await WebSite.StartAsync("text/html; charset=utf-8", Page);
        var job = await SubmitAsync(fixture, new { source_url = site.Address("/a"), voice = "am_adam", response_format = "wav" });
        Assert.Equal(("en", null), (job.Language, job.Title));
        await fixture.RunAsync(job);

        var done = await fixture.FindAsync(job);
        Assert.Equal((JobStatus.Completed, "Ein Titel", "de"), (done.State, done.Title, done.Language));
        Assert.Single(site.Requests);
        var stored = await fixture.Get<JobFolder>().FindSourceAsync(job.Id, await fixture.Get<JobFolder>().ReadRequestAsync(job.Id, JobFixture.Cancellation), JobFixture.Cancellation);
        Assert.Equal((Page, site.Address("/a")), (stored!.Content.ToString(), stored.Address!.ToString()));
    }

    [Fact]
    public async Task A_job_waits_visibly_for_a_site_that_is_down_and_goes_on_when_it_is_back()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock);
        var isUp = false;
        await using var site = await WebSite.StartAsync(context =>
        {
            context.Response.StatusCode = isUp ? 200 : 503;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync(Page);
        });
        var job = await SubmitAsync(fixture, new { source_url = site.Address("/a"), voice = "am_adam", response_format = "wav" });
        await fixture.RunAsync(job);

        var waiting = await fixture.FindAsync(job);
        Assert.Equal((JobStatus.Running, "SourceUnavailable", "The source's server answered 503."), (waiting.State, waiting.StatusCode, waiting.StatusReason));
        Assert.NotNull(waiting.NextAttemptAt);

        isUp = true;
        await fixture.RunAsync(waiting);
        Assert.Equal(JobStatus.Completed, (await fixture.FindAsync(job)).State);
    }

    [Fact]
    public async Task A_source_that_is_not_there_fails_the_job_and_a_retry_asks_again()
    {
        await using var fixture = await JobFixture.StartAsync();
        var status = 404;
        await using var site = await WebSite.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync(Page);
        });
        var job = await SubmitAsync(fixture, new { source_url = site.Address("/a"), voice = "am_adam", response_format = "wav" });
        await fixture.RunAsync(job);
        var failed = await fixture.FindAsync(job);
        Assert.Equal((JobStatus.Failed, SourceFetch.Unavailable), (failed.State, failed.ErrorCode));
        Assert.Contains("404", failed.ErrorMessage);

        status = 200;
        await fixture.RunAsync((await fixture.Get<JobRetry>().RetryAsync(job.Id, JobFixture.Cancellation))!);
        Assert.Equal(JobStatus.Completed, (await fixture.FindAsync(job)).State);
    }

    [Theory]
    [InlineData("application/epub+zip", "Not a book yet.", "unreadable_article")]
    [InlineData("text/html", "<html><title>One moment, please</title><body></body></html>", "unreadable_article")]
    [InlineData("text/plain", "* * *", "nothing_to_speak")]
    public async Task A_source_that_proved_to_be_no_article_is_fetched_again_by_a_retry(string type, string body, string code)
    {
        await using var fixture = await JobFixture.StartAsync();
        var isReady = false;
        await using var site = await WebSite.StartAsync(context =>
        {
            context.Response.ContentType = isReady ? "text/html" : type;
            return context.Response.WriteAsync(isReady ? Page : body);
        });
        var job = await SubmitAsync(fixture, new { source_url = site.Address("/a"), voice = "am_adam", response_format = "wav" });
        await fixture.RunAsync(job);
        var failed = await fixture.FindAsync(job);
        Assert.Equal((JobStatus.Failed, code), (failed.State, failed.ErrorCode));

        isReady = true;
        await fixture.RunAsync((await fixture.Get<JobRetry>().RetryAsync(job.Id, JobFixture.Cancellation))!);
        var done = await fixture.FindAsync(job);
        Assert.Equal((JobStatus.Completed, "Ein Titel"), (done.State, done.Title));
        Assert.Equal(2, site.Requests.Count);
    }

    [Fact]
    public async Task Of_two_that_fetch_at_once_both_speak_what_the_first_one_stored()
    {
        await using var fixture = await JobFixture.StartAsync();
        var (planner, first, job) = (fixture.Get<JobPlanner>(), (PlanOutcome?)null, (JobRow?)null);
        WebSite? site = null;
        await using var _ = site = await WebSite.StartAsync(async context =>
        {
            context.Response.ContentType = "text/plain";
            if (site!.Requests.Count > 1)
            {
                await context.Response.WriteAsync("What came first.");
                return;
            }

            first = await planner.PlanAsync(job!.Id, isPlanned: job!.SegmentsTotal > 0, JobFixture.Cancellation);
            await context.Response.WriteAsync("What came late.");
        });
        job = await SubmitAsync(fixture, new { source_url = site.Address("/a"), voice = "am_adam" });

        var late = await planner.PlanAsync(job.Id, isPlanned: job.SegmentsTotal > 0, JobFixture.Cancellation);

        Assert.Equal(["What came first.", "What came first."], new[] { first!, late }.Select(outcome => Assert.Single(Assert.IsType<PlanOutcome.Ready>(outcome).Plan.Segments).Text));
        var request = await fixture.Get<JobFolder>().ReadRequestAsync(job.Id, JobFixture.Cancellation);
        Assert.Equal("What came first.", (await fixture.Get<JobFolder>().FindSourceAsync(job.Id, request, JobFixture.Cancellation))!.Content.ToString());
    }

    [Fact]
    public async Task A_book_that_cannot_be_read_fails_the_job_with_the_reason()
    {
        await using var fixture = await JobFixture.StartAsync();
        var deep = new EpubBuilder().Text("a", string.Concat(Enumerable.Repeat("<div>", 20_000))).Build();
        var empty = new EpubBuilder().Text("a", "<hr/>").Build();
        var unreadable = await SubmitAsync(fixture, new { article = new { format = "epub", content = deep }, voice = "am_adam" });
        var silent = await SubmitAsync(fixture, new { article = new { format = "epub", content = empty }, voice = "am_adam" });
        await fixture.RunAsync(unreadable);
        await fixture.RunAsync(silent);

        Assert.Equal((JobStatus.Failed, "unreadable_article"), ((await fixture.FindAsync(unreadable)).State, (await fixture.FindAsync(unreadable)).ErrorCode));
        Assert.Contains("too deeply", (await fixture.FindAsync(unreadable)).ErrorMessage);
        Assert.Equal("nothing_to_speak", (await fixture.FindAsync(silent)).ErrorCode);
    }

    static async Task<JobRow> SubmitAsync(JobFixture fixture, object body)
    {
        var read = fixture.Get<RequestReader>().ReadJson(JsonSerializer.SerializeToUtf8Bytes(body));
        Assert.Empty(read.Problems);
        return await fixture.Get<JobIntake>().AcceptAsync(read.Submission!, "http://localhost/api", allotted: null, Origin.Caller, JobFixture.Cancellation);
    }
}
