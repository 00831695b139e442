using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Shows;

/// <summary>How episodes come into a show, once, and how they leave it, for good.</summary>
public sealed class ShowEpisodesSpecs
{
    const string Page = """
        <html lang="en"><head><title>The tide tables</title><meta property="og:site_name" content="Harbour Weekly">
        <meta name="author" content="Nora Quay"><meta name="description" content="How a harbour learned to count the sea.">
        <meta property="article:published_time" content="2024-03-09T23:30:00+09:00"><meta property="og:image" content="https://example.com/tide.jpg">
        <link rel="canonical" href="https://example.com/tide"></head><body><article><h1>The tide tables</h1>
        <p>Every morning, before the boats went out, the keeper wrote the height of the water into a book, and every evening he wrote it again, for forty years.</p>
        <p>Nobody read the book until the storm came, and then everybody wanted to know what the water had done before, and when, and how high it had stood.</p>
        </article></body></html>
        """;

    [Fact]
    public async Task A_completed_job_joins_its_show_which_exists_by_it_with_what_its_document_says_of_itself()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitJsonAsync(PipelineJson.Text(new
        {
            article = new { format = "html", content = Page },
            voice = "am_adam",
            response_format = "wav",
            show = "to-hear",
        }));
        await fixture.RunAsync(job);
        var row = Assert.Single(await fixture.Get<ShowEpisodes>().ListAsync(ShowFixture.Name, null, 10, JobFixture.Cancellation));
        var done = await fixture.FindAsync(job);
        Assert.Equal(
            ("The tide tables", "Nora Quay", "Harbour Weekly", "How a harbour learned to count the sea.", "https://example.com/tide", "https://example.com/tide.jpg", "en"),
            (row.Title, row.Author, row.Site, row.Description, row.Link, row.Image, row.Language));
        Assert.Equal((new DateTimeOffset(2024, 3, 9, 12, 0, 0, TimeSpan.Zero), done.CreatedAt), (row.PublishedAt!.Value, row.CreatedAt));
        Assert.Equal((job.PartitionKey, done.EpisodeToken, 1, "audio/wav"), (row.Job, row.Token, row.Generation, row.AudioType));
        Assert.True(row.AudioBytes > 44 && row.DurationSeconds > 5);

        var show = (await fixture.Get<ShowStore>().FindAsync(ShowFixture.Name, JobFixture.Cancellation))!;
        Assert.Equal((ShowVisibility.Private, "http://localhost/api"), (show.Settings.Visibility, show.BaseAddress));
        await fixture.MakeFeedAsync();
        Assert.Equal(["The tide tables"], await fixture.TitlesAsync());
        Assert.Equal(1, (await fixture.Storage.Queue(QueueNames.ShowFeeds).GetPropertiesAsync(JobFixture.Cancellation)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task An_article_that_says_nothing_of_itself_is_described_by_how_it_begins()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitJsonAsync(PipelineJson.Text(new { input = string.Join(' ', Enumerable.Repeat("The sea is loud.", 40)), voice = "am_adam", response_format = "wav", show = "to-hear" }));
        await fixture.RunAsync(job);
        var row = Assert.Single(await fixture.Get<ShowEpisodes>().ListAsync(ShowFixture.Name, null, 10, JobFixture.Cancellation));
        Assert.True(row.Description is { Length: > 280 and <= 300 } && row.Description.StartsWith("The sea is loud. The sea", StringComparison.Ordinal) && row.Description.EndsWith('…'));
        Assert.Equal(row.Description, row.Title);
        Assert.Null(row.PublishedAt);
    }

    [Fact]
    public async Task A_job_that_fails_or_is_cancelled_joins_nothing()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitJsonAsync("""{"input":"Never heard.","voice":"am_adam","show":"to-hear"}""");
        await fixture.Get<JobCancellation>().CancelAsync(job.Id, JobFixture.Cancellation);
        await fixture.RunAsync(job);
        Assert.Null(await fixture.Get<ShowStore>().FindAsync(ShowFixture.Name, JobFixture.Cancellation));
        Assert.Equal(0, await fixture.CountUnfinishedAsync());
    }

    [Fact]
    public async Task A_report_that_comes_again_changes_no_byte_and_asks_again()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = ShowFixture.Completed("Once");
        await fixture.AddAsync(job);
        await fixture.MakeFeedAsync();
        var before = await EtagAsync(fixture);
        await fixture.Get<Completion<JobRow>>().TellAsync(job, JobFixture.Cancellation);
        await fixture.MakeFeedAsync();
        Assert.Equal(before, await EtagAsync(fixture));
    }

    [Fact]
    public async Task An_episode_that_was_removed_is_not_brought_back_by_a_repeat_of_its_report()
    {
        await using var fixture = await JobFixture.StartAsync();
        var (kept, removed) = (ShowFixture.Completed("Kept"), ShowFixture.Completed("Removed"));
        await fixture.AddAsync(kept);
        await fixture.AddAsync(removed);
        await fixture.MakeFeedAsync();
        Assert.Equal(2, (await fixture.TitlesAsync()).Count);

        var episodes = fixture.Get<ShowEpisodes>();
        Assert.True(await episodes.RemoveAsync(ShowFixture.Name, removed.Id, JobFixture.Cancellation));
        await fixture.AddAsync(removed);
        await fixture.MakeFeedAsync();
        Assert.Equal(["Kept"], await fixture.TitlesAsync());
        Assert.Equal(["Kept"], (await episodes.ListAsync(ShowFixture.Name, null, 10, JobFixture.Cancellation)).Select(row => row.Title));

        Assert.True(await episodes.RemoveAsync(ShowFixture.Name, removed.Id, JobFixture.Cancellation));
        Assert.False(await episodes.RemoveAsync(ShowFixture.Name, JobId.New(TimeProvider.System), JobFixture.Cancellation));
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 2, 0)]
    public async Task A_file_that_is_dropped_again_is_heard_in_the_place_of_what_it_corrects_whichever_is_completed_first(params int[] order)
    {
        await using var fixture = await JobFixture.StartAsync();
        var noon = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
        var versions = Enumerable.Range(0, 3).Select(i => ShowFixture.Dropped("book/1.md", $"version {i}", noon.AddSeconds(i))).ToArray();
        await fixture.AddAsync(ShowFixture.Dropped("book/2.md", "other", noon.AddSeconds(1)));
        var guids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var i in (int[])[.. order, .. order])
        {
            await fixture.AddAsync(versions[i]);
            await fixture.MakeFeedAsync();
            guids.Add((await fixture.FeedAsync()).Elements("item").Single(item => item.Element("title")!.Value != "other").Element("guid")!.Value);
        }

        Assert.Single(guids);
        Assert.Equal(["other", "version 2"], (await fixture.TitlesAsync()).Order());
        var episodes = fixture.Get<ShowEpisodes>();
        Assert.Equal(["other", "version 2"], (await episodes.ListAsync(ShowFixture.Name, null, 10, JobFixture.Cancellation)).Select(row => row.Title).Order());

        await episodes.RemoveAsync(ShowFixture.Name, versions[2].Id, JobFixture.Cancellation);
        await fixture.AddAsync(versions[0]);
        await fixture.MakeFeedAsync();
        Assert.Equal(["other"], await fixture.TitlesAsync());
    }

    [Fact]
    public async Task Episodes_are_listed_page_by_page_and_shows_by_name()
    {
        await using var fixture = await JobFixture.StartAsync();
        var jobs = Enumerable.Range(0, 5).Select(i => ShowFixture.Completed($"{i}")).OrderBy(job => job.PartitionKey, StringComparer.Ordinal).ToList();
        foreach (var job in jobs)
        {
            await fixture.AddAsync(job);
        }

        var episodes = fixture.Get<ShowEpisodes>();
        var first = await episodes.ListAsync(ShowFixture.Name, null, 3, JobFixture.Cancellation);
        var rest = await episodes.ListAsync(ShowFixture.Name, JobId.Parse(first[^1].Job), 3, JobFixture.Cancellation);
        Assert.Equal(jobs.Select(job => job.PartitionKey), first.Concat(rest).Select(row => row.Job));

        var shows = fixture.Get<ShowStore>();
        foreach (var name in (string[])["zoo", "art"])
        {
            await shows.PutAsync(ShowName.Parse(name), new ShowSettings(), "http://localhost/api", JobFixture.Cancellation);
        }

        Assert.Equal(["art", "to-hear"], (await shows.ListAsync(null, 2, JobFixture.Cancellation)).Select(show => show.PartitionKey));
        Assert.Equal(["zoo"], (await shows.ListAsync(ShowFixture.Name, 2, JobFixture.Cancellation)).Select(show => show.PartitionKey));
    }

    static async Task<string> EtagAsync(JobFixture fixture) =>
        (await fixture.Storage.Shows.GetBlobClient($"{ShowFixture.Name}/feed.xml").GetPropertiesAsync(cancellationToken: JobFixture.Cancellation)).Value.ETag.ToString();
}
