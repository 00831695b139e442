using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using static SpeechPipeline.EndToEnd.PodcastApp;

namespace SpeechPipeline.EndToEnd;

/// <summary>A show as its owner sets it and as a podcast app meets it: over HTTP.</summary>
public sealed class ShowSpecs(PipelineFixture fixture)
{
    const string Page = """
        <html lang="en"><head><title>The tide tables</title><meta name="author" content="Nora Quay"><meta name="description" content="How a harbour learned to count the sea.">
        <meta property="article:published_time" content="2024-03-09"><meta property="og:image" content="https://example.com/tide.jpg"></head><body><article><h1>The tide tables</h1>
        <p>Every morning, before the boats went out, the keeper wrote the height of the water into a book, and every evening he wrote it again, for forty years.</p>
        <p>Nobody read the book until the storm came, and then everybody wanted to know what the water had done before, and when, and how high it had stood.</p>
        </article></body></html>
        """;

    readonly PipelineDriver _driver = fixture.Driver;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_sent_to_a_show_is_in_its_feed_and_every_enclosure_plays_with_ranges()
    {
        var show = NewName();
        var set = await PutAsync(show, new
        {
            title = "Harbour reads",
            author = "Ada",
            description = "Long reads by the sea.",
            language = "en-gb",
            category = "Society & Culture/Documentary",
            owner = new { name = "Ada", email = "ada@example.com" },
            image = "https://example.com/cover.png",
            link = "https://example.com/",
            visibility = "public",
            locked = false,
        });
        Assert.Equal(_driver.Address($"api/shows/{show}/feed.xml").ToString(), set.At("feed").Text("url"));
        using var page = await _driver.PostAsync($"api/jobs?voice=am_adam&show={show}", "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Page));
        JsonElement[] jobs =
        [
            await PipelineDriver.ReadAsync(page, 202),
            await _driver.SubmitAsync(new { article = new { format = "markdown", content = "# A lamp\n\nThe lamp was lit at dusk, every day.\n\n## The night\n\nNobody saw it." }, voice = "am_adam", show }),
        ];
        var done = await Task.WhenAll(jobs.Select(_driver.CompletionOfAsync));
        Assert.All([.. jobs, .. done], job => Assert.Equal(show, job.Text("show")));
        var feed = await FeedOfAsync(set.At("feed").Text("url"), episodes: 2);

        Assert.Equal(("Harbour reads", "en-gb"), (feed.Text("title"), feed.Text("language")));
        Assert.Equal(set.At("feed").Text("url"), feed.At("atom", "links")[0].Text("href"));
        Assert.Equal(("Ada", "episodic", "https://example.com/cover.png"), (feed.At("itunes").Text("author"), feed.At("itunes").Text("type"), feed.At("itunes").Text("image")));
        Assert.False(feed.At("podcast", "locked").GetProperty("value").GetBoolean());
        Assert.True(Guid.TryParse(feed.At("podcast").Text("guid"), out _));

        // The page is of 2024, the lamp of today.
        var items = feed.At("items").EnumerateArray().ToList();
        Assert.Equal(["A lamp", "The tide tables"], items.Select(item => item.Text("title")));
        Assert.Equal("Sat, 09 Mar 2024 12:00:00 GMT", items[1].Text("pubDate"));
        Assert.Equal(("Nora Quay", "https://example.com/tide.jpg"), (items[1].At("itunes").Text("author"), items[1].At("itunes").Text("image")));
        Assert.StartsWith("<p>How a harbour learned to count the sea.</p>", items[1].Text("description"));
        foreach (var item in items)
        {
            var audio = done.Single(job => job.Text("id") == item.At("guid").Text("value")).At("result", "audio");
            var enclosure = item.At("enclosures")[0];
            Assert.Equal((audio.Text("url"), audio.Number("bytes"), "audio/mpeg"), (enclosure.Text("url"), enclosure.Number("length"), enclosure.Text("type")));
            Assert.Equal(Math.Round(audio.GetProperty("duration_seconds").GetDouble()), item.At("itunes").Number("duration"));
            Assert.EndsWith("/audio.mp3", new Uri(enclosure.Text("url")).AbsolutePath, StringComparison.Ordinal);
            await PlaysAsync(enclosure.Text("url"), enclosure.Number("length"), enclosure.Text("type"));
            await IsServedAsync(item.At("podcast", "transcripts")[0], "text/vtt", "WEBVTT");
            await IsServedAsync(item.At("podcast", "transcripts")[1], "application/x-subrip", "1\n00:00:00,");
            await IsServedAsync(item.At("podcast", "transcripts")[2], "application/json", "{\"version\":\"1.0.0\",\"segments\":[{\"startTime\":");
            await IsOpenToPagesAsync(enclosure.Text("url"));
            await IsOpenToPagesAsync(item.At("podcast", "transcripts")[0].Text("url"));
        }

        await IsOpenToPagesAsync(set.At("feed").Text("url"));
        // The lamp's document has two chapters, the page is all one.
        await IsServedAsync(items[0].At("podcast", "chapters"), "application/json+chapters", "{\"version\":\"1.2.0\"");
        Assert.False(items[1].At("podcast").TryGetProperty("chapters", out _));
        var one = done.Single(job => job.Text("id") == items[1].At("guid").Text("value")).At("result");
        Assert.False(one.TryGetProperty("chapters", out _));
        using var none = await GetAsync(one.At("transcript").Text("url").Replace("/transcript?", "/chapters?", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);

        // Who subscribed when enclosures had no extension goes on hearing them.
        var (bare, length) = (one.At("audio").Text("url").Replace("/audio.mp3?", "/audio?", StringComparison.Ordinal), one.At("audio").Number("bytes"));
        await PlaysAsync(bare, length, "audio/mpeg");
        using var other = await GetAsync(bare.Replace("/audio?", "/audio.wav?", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);

        var seen = await PipelineDriver.ReadAsync(await _driver.GetAsync($"api/shows/{show}"), 200);
        Assert.Equal(2, seen.At("feed").Number("episodes"));
        Assert.Contains(show, await NamesAsync(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_reader_who_has_the_feed_is_not_sent_it_again()
    {
        var address = (await PutAsync(NewName(), new { visibility = "public" })).At("feed").Text("url");
        await FeedOfAsync(address, episodes: 0);
        using var first = await GetAsync(address);
        Assert.Equal("application/rss+xml", first.Content.Headers.ContentType!.MediaType);
        Assert.Equal((true, TimeSpan.FromMinutes(1)), (first.Headers.CacheControl!.Public, first.Headers.CacheControl.MaxAge));
        foreach (var tag in (string[])[$"{first.Headers.ETag}", $"W/{first.Headers.ETag}", $"\"other\", {first.Headers.ETag}", "*"])
        {
            using var unchanged = await GetAsync(address, request => request.Headers.TryAddWithoutValidation("If-None-Match", tag));
            Assert.Equal((HttpStatusCode.NotModified, first.Headers.ETag), (unchanged.StatusCode, unchanged.Headers.ETag));
        }

        using var since = await GetAsync(address, request => request.Headers.IfModifiedSince = first.Content.Headers.LastModified);
        Assert.Equal(HttpStatusCode.NotModified, since.StatusCode);
        using var before = await GetAsync(address, request => request.Headers.IfModifiedSince = first.Content.Headers.LastModified!.Value.AddSeconds(-1));
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        using var other = await GetAsync(address, request => request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\"")));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        using var head = await PipelineDriver.HeadAsync(address);
        Assert.Equal((HttpStatusCode.OK, first.Headers.ETag), (head.StatusCode, head.Headers.ETag));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_private_show_is_for_those_who_have_its_token_until_that_is_renewed()
    {
        var show = NewName();
        var job = await _driver.CompletionOfAsync(await _driver.SubmitAsync(new { input = "Between us.", voice = "am_adam", show }));
        // Nobody has set it: it exists by its episode.
        var address = await FeedAddressOfAsync(show);
        await FeedOfAsync(address, episodes: 1);
        foreach (var wrong in (string[])[address.Split('?')[0], address[..^1], address.Split('=')[0] + "=", address.Split('=')[0] + "=" + new string('0', 32)])
        {
            using var refused = await GetAsync(wrong);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        using var admitted = await GetAsync(address);
        Assert.True(admitted.Headers.CacheControl!.Private);
        using var renewed = await _driver.PostJsonAsync($"api/shows/{show}/token", new { });
        var current = (await PipelineDriver.ReadAsync(renewed, 200)).At("feed").Text("url");
        using var shutOut = await GetAsync(address);
        Assert.Equal(HttpStatusCode.Unauthorized, shutOut.StatusCode);
        var feed = await Eventually.SeeAsync(() => FeedOfAsync(current, episodes: 1), seen => seen.At("atom", "links")[0].Text("href") == current);
        Assert.Equal(job.Text("id"), feed.At("items")[0].At("guid").Text("value"));
        Assert.True(feed.At("itunes").GetProperty("block").GetBoolean());

        // What the old feed said of the episode is over too; the job says it anew.
        var (old, now) = (job.At("result", "audio").Text("url"), (await _driver.GetJobAsync(job.Text("id"))).At("result", "audio"));
        using var over = await GetAsync(old);
        using var wrongToken = await GetAsync(old.Split('=')[0] + "=" + new string('0', 32));
        Assert.Equal((HttpStatusCode.Unauthorized, await wrongToken.Content.ReadAsStringAsync(Cancellation)), (over.StatusCode, await over.Content.ReadAsStringAsync(Cancellation)));
        Assert.Equal(now.Text("url"), feed.At("items")[0].At("enclosures")[0].Text("url"));
        await PlaysAsync(now.Text("url"), now.Number("bytes"), "audio/mpeg");
    }

    [Fact]
    public async Task A_private_show_that_becomes_public_gives_its_token_away_to_nobody()
    {
        var show = NewName();
        var address = (await PutAsync(show, new { })).At("feed").Text("url");
        await FeedOfAsync(address, episodes: 0);
        var open = (await PutAsync(show, new { visibility = "public" })).At("feed").Text("url");
        using var meanwhile = await GetAsync(open);
        if (meanwhile.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            Assert.NotNull(meanwhile.Headers.RetryAfter);
        }

        Assert.DoesNotContain("t=", await meanwhile.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(open, (await FeedOfAsync(open, episodes: 0)).At("atom", "links")[0].Text("href"));
        var closed = (await PutAsync(show, new { })).At("feed").Text("url");
        Assert.NotEqual(address, closed);
        using var shutOut = await GetAsync(address);
        Assert.Equal(HttpStatusCode.Unauthorized, shutOut.StatusCode);
        await FeedOfAsync(closed, episodes: 0);
    }

    [Fact]
    public async Task An_episode_that_is_removed_leaves_the_feed_and_stays_away()
    {
        var show = NewName();
        var jobs = await Task.WhenAll(Enumerable.Range(0, 2).Select(async i => await _driver.CompletionOfAsync(
            await _driver.SubmitAsync(new { input = $"Number {i}.", voice = "am_adam", show }))));
        var address = await FeedAddressOfAsync(show);
        await FeedOfAsync(address, episodes: 2);
        for (var i = 0; i < 2; i++)
        {
            using var removed = await App.DeleteAsync(_driver.Address($"api/shows/{show}/episodes/{jobs[0].Text("id")}"), Cancellation);
            Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        }

        var feed = await FeedOfAsync(address, episodes: 1);
        Assert.Equal(jobs[1].Text("id"), feed.At("items")[0].At("guid").Text("value"));
        var listed = await PipelineDriver.ReadAsync(await _driver.GetAsync($"api/shows/{show}/episodes?limit=1"), 200);
        Assert.Equal((jobs[1].Text("id"), 1), (listed.At("data")[0].Text("id"), listed.At("data").GetArrayLength()));
        var (before, after) = (jobs[0].At("result", "audio").Text("url"), (await _driver.GetJobAsync(jobs[0].Text("id"))).At("result", "audio"));
        using var over = await GetAsync(before);
        Assert.Equal(HttpStatusCode.Unauthorized, over.StatusCode);
        await PlaysAsync(after.Text("url"), after.Number("bytes"), "audio/mpeg");
        using var unknown = await App.DeleteAsync(_driver.Address($"api/shows/{show}/episodes/7zzzzzzzzzzzzzzzzzzzzzzzzz"), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_with_a_show_is_said_field_by_field()
    {
        using var name = await App.PutAsJsonAsync(_driver.Address("api/shows/No_Name"), new { }, Cancellation);
        Assert.Equal("show", (await PipelineDriver.ReadAsync(name, 400)).At("errors")[0].Text("pointer"));
        using var fields = await App.PutAsJsonAsync(_driver.Address($"api/shows/{NewName()}"), new { image = "x", type = "y", color = "z" }, Cancellation);
        Assert.Equal(
            ["#/image", "#/type", "#/color"],
            (await PipelineDriver.ReadAsync(fields, 400)).At("errors").EnumerateArray().Select(error => error.Text("pointer")));
        foreach (var path in (string[])["api/shows/unknown", "api/shows/unknown/episodes", "api/shows/unknown/feed.xml"])
        {
            using var missing = await _driver.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }

        using var job = await _driver.PostJsonAsync("api/jobs", new { input = "Hello.", show = "No Name" });
        Assert.Equal("#/show", (await PipelineDriver.ReadAsync(job, 400)).At("errors")[0].Text("pointer"));
    }

    static string NewName() => $"show-{Guid.NewGuid():N}";

    async Task<JsonElement> PutAsync(string show, object settings)
    {
        using var answer = await App.PutAsJsonAsync(_driver.Address($"api/shows/{show}"), settings, Cancellation);
        return await PipelineDriver.ReadAsync(answer, 200);
    }

    async Task<IReadOnlyList<string>> NamesAsync()
    {
        var names = new List<string>();
        for (string? cursor = null, query = "?limit=200"; query is not null; query = cursor is null ? null : $"?limit=200&cursor={cursor}")
        {
            var page = await PipelineDriver.ReadAsync(await _driver.GetAsync($"api/shows{query}"), 200);
            names.AddRange(page.At("data").EnumerateArray().Select(show => show.Text("id")));
            cursor = page.TryGetProperty("next_cursor", out var next) ? next.GetString() : null;
        }

        return names;
    }

    /// <summary>The address of the feed, once the show is there: a show of nobody's making enters after its job has completed.</summary>
    async Task<string> FeedAddressOfAsync(string show)
    {
        var seen = await Eventually.SeeAsync(
            async () =>
            {
                using var answer = await _driver.GetAsync($"api/shows/{show}");
                return answer.StatusCode == HttpStatusCode.NotFound ? default(JsonElement?) : await PipelineDriver.ReadAsync(answer, 200);
            },
            seen => seen is not null);
        return seen!.Value.At("feed").Text("url");
    }
}
