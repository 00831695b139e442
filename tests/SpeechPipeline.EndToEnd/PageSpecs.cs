using System.Globalization;
using System.Text;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.EndToEnd;

/// <summary>The page in a real browser beside what else happens: a phone that shares, a receiver, refused files, a key, many jobs.</summary>
public sealed class PageSpecs(PipelineFixture fixture)
{
    const string Key = "the key of this pipeline";

    [Fact]
    public async Task A_phone_shares_a_page_with_it()
    {
        using var site = new PageSite("<html><head><title>A page</title></head><body><article><h1>A page</h1><p>It has a paragraph that is long enough to be read, and says nothing else.</p></article></body></html>");
        await PageVisit.DoAsync("takesWhatIsShared", fixture.Driver.Pipeline, site.Address("/page"));
    }

    [Fact]
    public async Task Receivers_are_tried_and_told_again()
    {
        using var receiver = await WebhookReceiver.StartAsync();
        await PageVisit.DoAsync("callsBack", fixture.Driver.Pipeline, receiver.Address);
    }

    [Fact]
    public async Task What_the_drop_folder_refuses_is_seen()
    {
        var name = $"photo-{Guid.NewGuid():N}.png";
        await fixture.Driver.Storage().Drops.GetBlobClient(name).UploadAsync(new BinaryData("no text"), TestContext.Current.CancellationToken);
        await PageVisit.DoAsync("seesDrops", fixture.Driver.Pipeline, name);
    }

    [Fact]
    public async Task The_key_is_asked_for_once_a_tab()
    {
        await using var pipeline = await PipelineFixture.StartAsync(("Host:FunctionKeys:0", Key));
        await PageVisit.DoAsync("asksForTheKey", pipeline, Key);
    }

    [Fact]
    public async Task The_page_is_light()
    {
        var found = await PageVisit.DoAsync("isLight", fixture.Driver.Pipeline);
        TestContext.Current.TestOutputHelper?.WriteLine($"{found.Number("bytes")} bytes for all views, first paint after {found.Number("firstPaintMs")} ms");
    }

    [Fact]
    public async Task A_fault_of_a_page_is_noticed()
    {
        var (faults, _) = await PageVisit.BrowseAsync("isFaulty", fixture.Driver.Pipeline, null);
        Assert.Contains(faults, fault => fault.StartsWith("errors: ", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("offOrigin: ", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("violations: ", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Category", "Soak")]
    public async Task Ten_thousand_jobs_stay_quick()
    {
        await using var pipeline = await PipelineFixture.StartAsync();
        var store = new PipelineDriver(pipeline).Storage().JobTable;
        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, cancellationToken) => await store.AddEntityAsync(
            new JobRow
            {
                Id = JobId.From(DateTimeOffset.UtcNow.AddMinutes(-i), Encoding.ASCII.GetBytes(i.ToString("D10", CultureInfo.InvariantCulture))),
                State = i % 10 == 9 ? JobStatus.Failed : JobStatus.Cancelled,
                Title = $"Episode {i:D5}",
                Model = "hexgrad/Kokoro-82M",
                Voice = "af_heart",
                ResponseFormat = "mp3",
                BaseAddress = $"{pipeline.Address}api",
                CreatedAt = DateTimeOffset.UtcNow.AddMinutes(-i),
                EndedAt = DateTimeOffset.UtcNow.AddMinutes(-i),
                Characters = 1_000,
                CharactersSent = 1_000,
                UsdPerMillionCharacters = 4,
            },
            cancellationToken));
        var found = await PageVisit.DoAsync("bearsManyJobs", pipeline, "Episode 09876");
        TestContext.Current.TestOutputHelper?.WriteLine(found.At("took").ToString());
    }

    [Fact]
    [Trait("Category", "Soak")]
    public async Task A_two_hour_episode_with_sixty_chapters_is_heard_to_its_end()
    {
        await using var pipeline = await PipelineFixture.StartAsync();
        var driver = new PipelineDriver(pipeline);
        var text = string.Join("\n\n", Enumerable.Range(1, 60).Select(chapter => $"# Chapter {chapter}\n\n"
            + string.Join("\n\n", Enumerable.Range(1, 26).Select(i => $"This is paragraph {i} of chapter {chapter}, which tells how the water rose to the {i + chapter}th step."))));
        var job = await driver.CompletionOfAsync(await driver.SubmitAsync(new { article = new { format = "markdown", content = text, title = "A long book" }, voice = "am_adam" }));
        Assert.InRange(job.At("result", "audio").GetProperty("duration_seconds").GetDouble(), 6_600, 12_000);
        await PageVisit.DoAsync("bearsLongEpisodes", pipeline, job.Text("id"));
    }
}
