using System.Net;
using SpeechPipeline.LocalHost;
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
        var options = new LocalPipelineOptions { Settings = new Dictionary<string, string?> { ["Speech:BaseAddress"] = strict.BaseAddress.AbsoluteUri, ["Speech:ApiKey"] = "wrong" } };
        await using var pipeline = await LocalPipeline.StartAsync(options, TestContext.Current.CancellationToken);
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
        var options = new LocalPipelineOptions { Settings = new Dictionary<string, string?> { ["Host:FunctionKeys:0"] = "opensesame" } };
        await using var pipeline = await LocalPipeline.StartAsync(options, TestContext.Current.CancellationToken);
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
