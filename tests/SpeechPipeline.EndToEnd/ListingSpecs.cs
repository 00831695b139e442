using System.Net;
using System.Text.Json;
using SpeechPipeline.LocalHost.Endpoint;

namespace SpeechPipeline.EndToEnd;

/// <summary>What can be asked about jobs, voices and health, and who may ask.</summary>
public sealed class ListingSpecs(PipelineFixture fixture)
{
    readonly PipelineDriver _driver = fixture.Driver;

    [Fact]
    public async Task Jobs_are_listed_newest_first_and_page_by_page()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await _driver.SubmitAsync(new { input = $"Number {i}.", voice = "am_adam" })).Text("id"));
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        var listed = new List<string>();
        string? cursor = null;
        do
        {
            using var response = await _driver.GetAsync($"api/jobs?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            var page = await PipelineDriver.ReadAsync(response, 200);
            listed.AddRange(page.At("data").EnumerateArray().Select(job => job.Text("id")));
            cursor = page.TryGetProperty("next_cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null && !ids.TrueForAll(listed.Contains));

        Assert.Equal(Enumerable.Reverse(ids), listed.Where(ids.Contains));
        Assert.Equal(listed.Distinct(), listed);
    }

    [Fact]
    public async Task Jobs_are_found_by_words_in_their_title_or_labels_and_by_their_show()
    {
        var mark = Guid.NewGuid().ToString("N")[..12];
        var titled = await _driver.SubmitAsync(new { article = new { format = "text", content = "Found by its title.", title = $"About {mark.ToUpperInvariant()}" }, voice = "am_adam" });
        var labelled = await _driver.SubmitAsync(new { input = "Found by its label.", voice = "am_adam", metadata = new { order = mark } });
        var shown = await _driver.SubmitAsync(new { input = "Found by its show.", voice = "am_adam", show = $"s-{mark}" });
        Assert.Equal([labelled.Text("id"), titled.Text("id")], await ListAsync($"search={mark}"));
        Assert.Equal([titled.Text("id")], await ListAsync($"search={mark}&limit=1", skip: 1));
        Assert.Equal([shown.Text("id")], await ListAsync($"show=s-{mark}"));
        Assert.Equal([shown.Text("id")], await ListAsync($"search={shown.Text("id")}"));
        Assert.Empty(await ListAsync($"show=s-{mark}&search=elsewhere"));

        async Task<IReadOnlyList<string>> ListAsync(string query, int skip = 0)
        {
            var cursor = "";
            for (; ; skip--)
            {
                using var response = await _driver.GetAsync($"api/jobs?{query}{cursor}");
                var page = await PipelineDriver.ReadAsync(response, 200);
                if (skip == 0)
                {
                    return [.. page.At("data").EnumerateArray().Select(job => job.Text("id"))];
                }

                cursor = $"&cursor={page.Text("next_cursor")}";
            }
        }
    }

    [Fact]
    public async Task Costs_are_those_of_the_jobs_by_day_model_and_show()
    {
        var show = $"c-{Guid.NewGuid():N}"[..16];
        var jobs = new List<JsonElement>();
        foreach (var text in new[] { "Counted once.", "Counted once.", "And another." })
        {
            jobs.Add(await _driver.CompletionOfAsync(await _driver.SubmitAsync(new { input = $"{text} {show}", voice = "am_adam", show })));
        }

        using var response = await _driver.GetAsync("api/costs?days=2");
        var costs = await PipelineDriver.ReadAsync(response, 200);
        var sum = Assert.Single(costs.At("data").EnumerateArray(), sum => sum.TryGetProperty("show", out var of) && of.ValueEquals(show));
        Assert.Equal(("hexgrad/Kokoro-82M", 3L), (sum.Text("model"), sum.Number("jobs")));
        Assert.Equal(jobs.Sum(job => job.At("usage").Number("characters_sent")), sum.Number("characters_sent"));
        Assert.Equal(jobs[0].At("usage").Number("characters"), sum.Number("characters_cached"));
        Assert.Equal(sum.Number("characters_sent") * 4 / 1_000_000m, sum.GetProperty("cost_usd").GetDecimal());
    }

    [Fact]
    public async Task A_voices_sample_is_spoken_once()
    {
        const string path = "api/voices/sample?voice=af_river&language=fr";
        var calls = _driver.Pipeline.Endpoint!.Ledger.Calls.Count(call => call.Voice == "af_river");
        byte[]? first = null;
        for (var i = 0; i < 2; i++)
        {
            using var response = await _driver.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, "audio/wav"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
            var heard = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal(first ??= heard, heard);
        }

        Assert.InRange(Ffmpeg.DecodeToFloat(first!).Length, 24_000, 24_000 * 20);
        Assert.Equal(calls + 1, _driver.Pipeline.Endpoint.Ledger.Calls.Count(call => call.Voice == "af_river"));
    }

    [Fact]
    public async Task Batches_are_listed_newest_first_page_by_page_and_by_their_state()
    {
        var ids = new List<string>();
        // The rows of their items lie between them.
        foreach (var items in new[] { 3, 1, 150 })
        {
            var batch = new { items = Enumerable.Range(0, items).Select(i => new { input = $"Batch of {items}, number {i}.", voice = "am_adam" }), dry_run = true };
            using var submitted = await _driver.PostJsonAsync("api/batches", batch);
            ids.Add((await PipelineDriver.ReadAsync(submitted, 202)).Text("id"));
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        foreach (var id in ids)
        {
            await Eventually.SeeAsync(async () => await PipelineDriver.ReadAsync(await _driver.GetAsync($"api/batches/{id}"), 200), seen => seen.Text("status") == "completed");
        }

        var listed = new List<string>();
        string? cursor = null;
        do
        {
            using var response = await _driver.GetAsync($"api/batches?status=completed&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            var page = await PipelineDriver.ReadAsync(response, 200);
            listed.AddRange(page.At("data").EnumerateArray().Select(batch => batch.Text("id")));
            cursor = page.TryGetProperty("next_cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null && !ids.TrueForAll(listed.Contains));

        Assert.Equal(Enumerable.Reverse(ids), listed.Where(ids.Contains));
        Assert.Equal(listed.Distinct(), listed);
        using var none = await _driver.GetAsync("api/batches?status=failed&limit=200");
        Assert.DoesNotContain((await PipelineDriver.ReadAsync(none, 200)).At("data").EnumerateArray(), batch => ids.Contains(batch.Text("id")));
    }

    [Fact]
    public async Task The_voices_are_the_endpoints()
    {
        using var response = await _driver.GetAsync("api/voices?model=hexgrad/Kokoro-82M");
        var voices = (await PipelineDriver.ReadAsync(response, 200)).At("data")[0].At("voices");
        Assert.Contains("af_heart", voices.EnumerateArray().Select(voice => voice.Text("id")));
        Assert.Equal(54, voices.GetArrayLength());
    }

    [Fact]
    public async Task A_model_that_the_endpoint_does_not_have_is_a_problem_of_the_request_and_those_that_it_has_are_named()
    {
        using var response = await _driver.GetAsync("api/voices?model=none");
        var problem = Assert.Single((await PipelineDriver.ReadAsync(response, 400)).At("errors").EnumerateArray());
        Assert.Equal("?model", problem.Text("pointer"));
        Assert.StartsWith("is 'none', which the speech endpoint does not have; it has ", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("hexgrad/Kokoro-82M", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_refuses_the_key_is_not_said_to_be_unreachable_and_one_that_is_not_there_is()
    {
        await using var strict = await SpeechEndpoint.StartAsync(new SpeechEndpointOptions { ApiKey = "right" }, TestContext.Current.CancellationToken);
        await using var pipeline = await PipelineFixture.StartAsync(("Speech:BaseAddress", strict.BaseAddress.AbsoluteUri), ("Speech:ApiKey", "wrong"));
        var driver = new PipelineDriver(pipeline);

        using (var refused = await driver.GetAsync("api/voices?model=hexgrad/Kokoro-82M"))
        {
            var problem = await PipelineDriver.ReadAsync(refused, 502);
            Assert.Equal("The speech endpoint returns no list of voices.", problem.Text("title"));
            Assert.StartsWith("The endpoint answered 401", problem.Text("detail"), StringComparison.Ordinal);
        }

        using (var health = await driver.GetAsync("api/health"))
        {
            var endpoint = (await PipelineDriver.ReadAsync(health, 503)).At("endpoint");
            Assert.Equal("refused", endpoint.Text("status"));
            Assert.Contains("Speech:ApiKey", endpoint.Text("detail"), StringComparison.Ordinal);
        }

        await strict.DisposeAsync();
        using var silent = await driver.GetAsync("api/voices");
        Assert.Equal("The speech endpoint cannot be reached.", (await PipelineDriver.ReadAsync(silent, 502)).Text("title"));
    }

    [Fact]
    public async Task Health_tells_storage_endpoint_and_queues()
    {
        using var response = await _driver.GetAsync("api/health");
        var health = await PipelineDriver.ReadAsync(response, 200);
        Assert.Equal("healthy", health.Text("status"));
        Assert.Equal("healthy", health.At("endpoint").Text("status"));
        Assert.Contains("speech-jobs", health.At("queues").EnumerateArray().Select(queue => queue.Text("name")));
    }

    [Fact]
    public async Task With_keys_configured_a_caller_without_one_is_refused_but_an_episode_address_works()
    {
        await using var pipeline = await PipelineFixture.StartAsync(("Host:FunctionKeys:0", "opensesame"));
        var guarded = new PipelineDriver(pipeline);
        using var refused = await guarded.PostJsonAsync("api/jobs", new { input = "Knock, knock." });
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        using var accepted = await guarded.PostJsonAsync("api/jobs?code=opensesame", new { input = "Who is there?", voice = "am_adam" });
        var id = (await PipelineDriver.ReadAsync(accepted, 202)).Text("id");
        Assert.DoesNotContain("opensesame", accepted.Headers.Location!.ToString(), StringComparison.Ordinal);
        var done = await Eventually.SeeAsync(
            async () => await PipelineDriver.ReadAsync(await guarded.GetAsync($"api/jobs/{id}?code=opensesame"), 200),
            seen => seen.Text("status") == "completed");
        Assert.True(new FileInfo(await PipelineDriver.DownloadAsync(done.At("result", "audio").Text("url"), ".mp3")).Length > 0);
    }
}
