using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using static SpeechPipeline.EndToEnd.PodcastApp;

namespace SpeechPipeline.EndToEnd;

/// <summary>What a finished MP3 says of itself, read by a library that this project did not make.</summary>
public sealed class TagSpecs(PipelineFixture fixture) : IDisposable
{
    readonly PipelineDriver _driver = fixture.Driver;
    readonly PageSite _site = new("");
    readonly string _folder = Directory.CreateTempSubdirectory("speech-tags-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _site.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_web_page_gives_its_title_author_day_site_and_picture()
    {
        var picture = Picture.Jpeg(600, 400);
        _site.Add("/tide.jpg", "image/jpeg", picture);
        _site.Add("/tide", "text/html; charset=utf-8", $"""
            <!DOCTYPE html><html lang="en-GB"><head><title>The tide tables</title><meta name="author" content="Nora Quay"><meta property="og:site_name" content="Harbour Notes">
            <meta property="og:image" content="{_site.Address("tide.jpg")}"><meta property="article:published_time" content="2024-03-09"></head>
            <body><article><h1>The tide tables</h1><p>A harbour learned to count the sea, hour by hour, for a hundred years.</p></article></body></html>
            """);
        var (job, tags) = await TagsOfAsync(new { source_url = _site.Address("tide"), voice = "am_adam" });

        Assert.Equal(("The tide tables", "Nora Quay", "Harbour Notes", 2024), (tags.Text("title"), tags.Text("artist"), tags.Text("album"), tags.Number("year")));
        AssertCover(picture, "image/jpeg", job, tags);
        Assert.Equal((600, 400), ((int)job.At("cover").Number("width"), (int)job.At("cover").Number("height")));
    }

    [Fact]
    public async Task A_book_gives_the_cover_that_lies_in_it()
    {
        var picture = Picture.Png(300, 450);
        var book = new EpubBuilder { Metadata = "<dc:title>A Book</dc:title><dc:creator>Jane Doe</dc:creator><dc:language>en-US</dc:language>" }
            .Item("cover", "images/c%20over.png", "image/png", "properties='cover-image'").File("OPS/images/c over.png", picture)
            .Text("one", "<h2>One</h2><p>The first chapter.</p>").Text("two", "<h2>Two</h2><p>The second chapter.</p>")
            .Contents("<li><a href='text/one.xhtml'>One</a></li><li><a href='text/two.xhtml'>Two</a></li>")
            .Build();
        using var accepted = await _driver.PostAsync("api/jobs?voice=am_adam", "application/epub+zip", book);
        var (job, tags) = await TagsOfAsync(await PipelineDriver.ReadAsync(accepted, 202));

        Assert.Equal(("A Book", "Jane Doe"), (tags.Text("title"), tags.Text("artist")));
        Assert.Equal(["One", "Two"], tags.At("chapters").EnumerateArray().Select(chapter => chapter.Text("title")));
        AssertCover(picture, "image/png", job, tags);
    }

    [Fact]
    public async Task An_episode_without_a_picture_has_its_shows_and_the_shows_title_for_an_album()
    {
        var (show, picture) = ($"show-{Guid.NewGuid():N}", Picture.Jpeg(80, 80));
        _site.Add("/show.jpg", "image/jpeg", picture);
        using var set = await App.PutAsJsonAsync(_driver.Address($"api/shows/{show}"), new { title = "Harbour reads", image = _site.Address("show.jpg") }, Cancellation);
        await PipelineDriver.ReadAsync(set, 200);
        var (job, tags) = await TagsOfAsync(new { input = "The lamp was lit at dusk.", voice = "am_adam", show });

        Assert.Equal("Harbour reads", tags.Text("album"));
        AssertCover(picture, "image/jpeg", job, tags);
    }

    [Theory]
    [InlineData("/missing", "image/jpeg", "")]
    [InlineData("/words.jpg", "image/jpeg", "This is no picture.")]
    [InlineData("/drawn.svg", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'/>")]
    public async Task A_picture_that_cannot_be_had_or_is_none_costs_the_episode_nothing(string path, string type, string content)
    {
        _site.Add(path, type, content);
        using var accepted = await _driver.PostAsync("api/jobs?voice=am_adam", "text/html", Encoding.UTF8.GetBytes(
            $"<html><head><meta property=\"og:image\" content=\"{_site.Address(path[1..])}\"></head><body><article><p>The lamp was lit at dusk.</p></article></body></html>"));
        var (job, tags) = await TagsOfAsync(await PipelineDriver.ReadAsync(accepted, 202));
        Assert.Empty(tags.At("pictures").EnumerateArray());
        Assert.False(job.TryGetProperty("cover", out _));
    }

    [Fact]
    public async Task Items_of_a_batch_are_numbered_tracks()
    {
        using var accepted = await _driver.PostJsonAsync("api/batches", new { defaults = new { voice = "am_adam" }, items = new object[] { new { input = "The first." }, new { input = "The second." } } });
        var batch = await PipelineDriver.ReadAsync(accepted, 202);
        await Eventually.SeeAsync(
            async () => await PipelineDriver.ReadAsync(await _driver.GetAsync($"api/batches/{batch.Text("id")}"), 200), seen => seen.Text("status") == "completed");
        var items = await PipelineDriver.ReadAsync(await _driver.GetAsync($"api/batches/{batch.Text("id")}/items"), 200);
        var tracks = new List<long>();
        foreach (var item in items.At("data").EnumerateArray())
        {
            var (_, tags) = await TagsOfAsync(await PipelineDriver.ReadAsync(await GetAsync(item.Text("job")), 200));
            tracks.Add(tags.Number("track"));
        }

        Assert.Equal([1, 2], tracks.Order());
    }

    static void AssertCover(byte[] picture, string type, JsonElement manifest, JsonElement tags)
    {
        var cover = Assert.Single(tags.At("pictures").EnumerateArray());
        Assert.Equal((type, Convert.ToHexStringLower(SHA256.HashData(picture))), (cover.Text("format"), cover.Text("sha256")));
        Assert.Equal((type, (long)picture.Length), (manifest.At("cover").Text("media_type"), manifest.At("cover").Number("bytes")));
    }

    async Task<(JsonElement Manifest, JsonElement Tags)> TagsOfAsync(object request) => await TagsOfAsync(await _driver.SubmitAsync(request));

    async Task<(JsonElement Manifest, JsonElement Tags)> TagsOfAsync(JsonElement job)
    {
        var done = await _driver.CompletionOfAsync(job);
        var path = Path.Combine(_folder, $"{done.Text("id")}.mp3");
        await File.WriteAllBytesAsync(path, await App.GetByteArrayAsync(new Uri(done.At("result", "audio").Text("url")), Cancellation), Cancellation);
        using var tool = new NodeTool("read-tags.mjs");
        var tags = JsonSerializer.Deserialize<JsonElement>(await tool.Ask(path, Cancellation));
        Assert.Empty(tags.At("warnings").EnumerateArray());
        return (await PipelineDriver.ManifestOfAsync(done), tags);
    }
}
