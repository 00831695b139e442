using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Articles;
using SpeechPipeline.Jobs;
using SpeechPipeline.Specs.Submission;
using SpeechPipeline.Submission;

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
        await using var bench = await JobBench.StartAsync();
        var (folder, id) = (bench.Get<JobFolder>(), JobId.New(TimeProvider.System));
        var request = bench.Get<SubmissionReader>().ReadJson(JsonSerializer.SerializeToUtf8Bytes(new { source_url = address })).Submission!.Request;
        var source = new ArticleSource(ArticleFormat.Html, BinaryData.FromString("<p>Text.</p>"), "text/html", new Uri(address));
        await folder.WriteFetchedAsync(id, request, source, JobBench.Cancellation);
        Assert.Equal(new Uri(address), (await folder.FindSourceAsync(id, request, JobBench.Cancellation))!.Address);
    }

    [Fact]
    public async Task A_source_is_fetched_once_and_what_it_says_of_itself_is_on_the_job()
    {
        await using var bench = await JobBench.StartAsync();
        await using var site = await WebSite.StartAsync("text/html; charset=utf-8", Page);
        var job = await SubmitAsync(bench, new { source_url = site.Address("/a"), voice = "am_adam", response_format = "wav" });
        Assert.Equal(("en", null), (job.Language, job.Title));
        await bench.RunAsync(job);

        var done = await bench.FindAsync(job);
        Assert.Equal((JobStatus.Completed, "Ein Titel", "de"), (done.State, done.Title, done.Language));
        Assert.Single(site.Requests);
        var stored = await bench.Get<JobFolder>().FindSourceAsync(job.Id, await bench.Get<JobFolder>().ReadRequestAsync(job.Id, JobBench.Cancellation), JobBench.Cancellation);
        Assert.Equal((Page, site.Address("/a")), (stored!.Content.ToString(), stored.Address!.ToString()));
    }

    [Fact]
    public async Task A_job_waits_visibly_for_a_site_that_is_down_and_goes_on_when_it_is_back()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var bench = await JobBench.StartAsync(clock);
        var isUp = false;
        await using var site = await WebSite.StartAsync(context =>
        {
            context.Response.StatusCode = isUp ? 200 : 503;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync(Page);
        });
        var job = await SubmitAsync(bench, new { source_url = site.Address("/a"), voice = "am_adam", response_format = "wav" });
        await bench.RunAsync(job);

        var waiting = await bench.FindAsync(job);
        Assert.Equal((JobStatus.Running, "The source's server answered 503."), (waiting.State, waiting.StatusReason));
        Assert.NotNull(waiting.NextAttemptAt);

        isUp = true;
        await bench.RunAsync(waiting);
        Assert.Equal(JobStatus.Completed, (await bench.FindAsync(job)).State);
    }

    [Fact]
    public async Task A_source_that_is_not_there_fails_the_job_and_a_retry_asks_again()
    {
        await using var bench = await JobBench.StartAsync();
        var status = 404;
        await using var site = await WebSite.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync(Page);
        });
        var job = await SubmitAsync(bench, new { source_url = site.Address("/a"), voice = "am_adam", response_format = "wav" });
        await bench.RunAsync(job);
        var failed = await bench.FindAsync(job);
        Assert.Equal((JobStatus.Failed, SourceFetch.Unavailable), (failed.State, failed.ErrorCode));
        Assert.Contains("404", failed.ErrorMessage);

        status = 200;
        await bench.RunAsync((await bench.Get<JobRetry>().RetryAsync(job.Id, JobBench.Cancellation))!);
        Assert.Equal(JobStatus.Completed, (await bench.FindAsync(job)).State);
    }

    [Theory]
    [InlineData("application/epub+zip", "Not a book yet.", "unreadable_article")]
    [InlineData("text/html", "<html><title>One moment, please</title><body></body></html>", "unreadable_article")]
    [InlineData("text/plain", "* * *", "nothing_to_speak")]
    public async Task A_source_that_proved_to_be_no_article_is_fetched_again_by_a_retry(string type, string body, string code)
    {
        await using var bench = await JobBench.StartAsync();
        var isReady = false;
        await using var site = await WebSite.StartAsync(context =>
        {
            context.Response.ContentType = isReady ? "text/html" : type;
            return context.Response.WriteAsync(isReady ? Page : body);
        });
        var job = await SubmitAsync(bench, new { source_url = site.Address("/a"), voice = "am_adam", response_format = "wav" });
        await bench.RunAsync(job);
        var failed = await bench.FindAsync(job);
        Assert.Equal((JobStatus.Failed, code), (failed.State, failed.ErrorCode));

        isReady = true;
        await bench.RunAsync((await bench.Get<JobRetry>().RetryAsync(job.Id, JobBench.Cancellation))!);
        var done = await bench.FindAsync(job);
        Assert.Equal((JobStatus.Completed, "Ein Titel"), (done.State, done.Title));
        Assert.Equal(2, site.Requests.Count);
    }

    [Fact]
    public async Task Of_two_that_fetch_at_once_both_speak_what_the_first_one_stored()
    {
        await using var bench = await JobBench.StartAsync();
        var (planner, first, job) = (bench.Get<JobPlanner>(), (PlanOutcome?)null, (JobRow?)null);
        WebSite? site = null;
        await using var _ = site = await WebSite.StartAsync(async context =>
        {
            context.Response.ContentType = "text/plain";
            if (site!.Requests.Count > 1)
            {
                await context.Response.WriteAsync("What came first.");
                return;
            }

            first = await planner.PlanAsync(job!, JobBench.Cancellation);
            await context.Response.WriteAsync("What came late.");
        });
        job = await SubmitAsync(bench, new { source_url = site.Address("/a"), voice = "am_adam" });

        var late = await planner.PlanAsync(job, JobBench.Cancellation);

        Assert.Equal(["What came first.", "What came first."], new[] { first!, late }.Select(outcome => Assert.Single(Assert.IsType<PlanOutcome.Ready>(outcome).Plan.Segments).Text));
        var request = await bench.Get<JobFolder>().ReadRequestAsync(job.Id, JobBench.Cancellation);
        Assert.Equal("What came first.", (await bench.Get<JobFolder>().FindSourceAsync(job.Id, request, JobBench.Cancellation))!.Content.ToString());
    }

    [Fact]
    public async Task A_book_that_cannot_be_read_fails_the_job_with_the_reason()
    {
        await using var bench = await JobBench.StartAsync();
        var deep = new EpubBuilder().Text("a", string.Concat(Enumerable.Repeat("<div>", 20_000))).Build();
        var empty = new EpubBuilder().Text("a", "<hr/>").Build();
        var unreadable = await SubmitAsync(bench, new { article = new { format = "epub", content = deep }, voice = "am_adam" });
        var silent = await SubmitAsync(bench, new { article = new { format = "epub", content = empty }, voice = "am_adam" });
        await bench.RunAsync(unreadable);
        await bench.RunAsync(silent);

        Assert.Equal((JobStatus.Failed, "unreadable_article"), ((await bench.FindAsync(unreadable)).State, (await bench.FindAsync(unreadable)).ErrorCode));
        Assert.Contains("too deeply", (await bench.FindAsync(unreadable)).ErrorMessage);
        Assert.Equal("nothing_to_speak", (await bench.FindAsync(silent)).ErrorCode);
    }

    static async Task<JobRow> SubmitAsync(JobBench bench, object body)
    {
        var read = bench.Get<SubmissionReader>().ReadJson(JsonSerializer.SerializeToUtf8Bytes(body));
        Assert.Empty(read.Problems);
        return await bench.Get<JobIntake>().AcceptAsync(read.Submission!, "http://localhost/api", allotted: null, JobOrigin.Caller, JobBench.Cancellation);
    }
}
