using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>The OpenAPI document says what the functions do: checked by validators of others, over every call and its usual faults.</summary>
public sealed class ContractSpecs(PipelineFixture fixture)
{
    readonly PipelineDriver _driver = fixture.Driver;

    [Fact]
    public async Task Every_answer_is_as_the_document_says()
    {
        var exchanges = Exchanges.Record();
        await TourAsync();
        using var response = await _driver.GetAsync("api/openapi.json");
        var document = await PipelineDriver.ReadAsync(response, 200);

        var (result, violations) = await ValidateAsync(document, exchanges);
        Assert.True(violations.Count == 0, string.Join('\n', violations));
        Assert.True(result.Number("checked") >= 60, result.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"{result.Number("checked")} exchanges, {violations.Count} violations");

        // A document with one wrong type is noticed.
        var wrong = document.GetRawText().Replace("\"generation\":{\"type\":\"integer\"}", "\"generation\":{\"type\":\"string\"}", StringComparison.Ordinal);
        Assert.NotEqual(document.GetRawText(), wrong);
        Assert.NotEmpty((await ValidateAsync(JsonSerializer.Deserialize<JsonElement>(wrong), exchanges)).Violations);
    }

    /// <summary>Every call once with success, and once with what goes wrong most often.</summary>
    async Task TourAsync()
    {
        const string nobody = "00000000000000000000000000";
        var show = $"contract-{Guid.NewGuid():N}"[..20];
        await _driver.PutJsonAsync($"api/shows/{show}", new { title = "A contract", author = "Nobody", owner = new { name = "Nobody", email = "nobody@example.com" }, retention_days = 10 });
        await _driver.PutJsonAsync($"api/shows/{show}", new { title = "A contract", type = "serial", visibility = "public" });
        await _driver.PutJsonAsync($"api/shows/{show}", new { titel = "Wrong" });
        var job = await _driver.EndOfAsync(await _driver.SubmitAsync(new
        {
            article = new { format = "markdown", content = "# One\n\nThe first part.\n\n## Two\n\nThe second part." },
            voice = "am_adam",
            speed = 1.2,
            show,
            metadata = new { order = "17" },
            expires_after = 3600,
            retention_days = 3,
            lead_in_ms = 100,
        }));
        var id = job.Text("id");
        var failed = await _driver.EndOfAsync(await _driver.SubmitAsync(new { input = "Not spoken.", voice = "nobody" }));
        using var batch = await _driver.PostJsonAsync("api/batches", new { items = new object[] { new { input = "One.", voice = "am_adam" }, new { input = "", voice = "am_adam" } }, metadata = new { from = "tour" } });
        var batchId = (await PipelineDriver.ReadAsync(batch, 202)).Text("id");
        await Eventually.SeeAsync(async () => await PipelineDriver.ReadAsync(await _driver.GetAsync($"api/batches/{batchId}"), 200), seen => seen.Text("status") == "completed");
        await Eventually.SeeAsync(
            async () => await PipelineDriver.ReadAsync(await _driver.GetAsync($"api/shows/{show}"), 200), seen => seen.At("feed").TryGetProperty("episodes", out _));

        string[] gets =
        [
            "jobs", "jobs?status=failed&limit=2", "jobs?limit=0", $"jobs/{id}", $"jobs/{failed.Text("id")}", $"jobs/{nobody}", "batches", "batches?status=completed&limit=1", "batches?limit=1000",
            $"batches/{batchId}", "batches/none", $"batches/{batchId}/items", $"batches/{batchId}/items?status=rejected", "batches/none/items", "shows", $"shows/{show}", "shows/none", $"shows/{show}/episodes",
            "shows/none/episodes", $"shows/{show}/feed.xml", "shows/none/feed.xml", "voices", "voices?model=none", "jobs?search=contract&show=none", $"jobs/{id}/events", $"jobs/{nobody}/events",
            "costs", "costs?days=0", "drops", "drops?limit=0", "webhooks/deliveries", "webhooks/deliveries?status=odd", "voices/sample?voice=am_adam", "voices/sample?voice=nobody", $"shows/{show}/qr.svg", "shows/none/qr.svg", "dashboard", "dashboard/app.js", "dashboard/none.js", "reference", "parked", "parked?cursor=none", "parked/speech-jobs/none", "health", "openapi.json",
            "v1/models", "v1/voices", "v1/voices?model=none", "v1/audio/voices", $"episodes/{id}/audio", $"episodes/{nobody}/audio",
        ];
        foreach (var path in gets)
        {
            using var response = await _driver.GetAsync($"api/{path}");
        }

        foreach (var file in new[] { "Audio", "Transcript", "Chapters", "Manifest", "Page" })
        {
            using var response = await _driver.GetAsync(new Uri(job.At("result").At(file.ToLowerInvariant()).Text("url")).PathAndQuery[1..]);
        }

        using (await _driver.GetAsync($"api/episodes/{nobody}/page"))
        using (await _driver.GetAsync($"api/episodes/{id}/page"))
        {
        }

        using (await _driver.SendAsync(HttpMethod.Post, $"api/jobs/{id}/webhook/redeliver"))
        using (await _driver.SendAsync(HttpMethod.Post, $"api/jobs/{nobody}/webhook/redeliver"))
        using (await _driver.SendAsync(HttpMethod.Post, $"api/batches/{batchId}/webhook/redeliver"))
        using (await _driver.PostJsonAsync("api/webhooks/test", new { url = "http://127.0.0.1:9/nobody" }))
        using (await _driver.PostJsonAsync("api/webhooks/test", new { uri = "x" }))
        {
        }

        object[] jobs = [new { input = "Told.", voice = "am_adam", webhook = new { url = "http://127.0.0.1:9/nobody", events = new[] { "job.cancelled" } } }, new { input = "Planned.", voice = "am_adam", dry_run = true }, new { input = "Wrong.", vioce = "am_adam" }, new { source_url = "not an address" }];
        foreach (var body in jobs)
        {
            using var response = await _driver.PostJsonAsync("api/jobs", body);
        }

        using (await _driver.PostAsync("api/jobs", "image/png", [1]))
        using (await _driver.PostAsync("api/batches", "image/png", [1]))
        using (await _driver.PostJsonAsync("api/batches", new { feed = "Wrong." }))
        using (await _driver.PostJsonAsync("api/v1/audio/speech", new { model = "hexgrad/Kokoro-82M", voice = "am_adam", input = "One call.", response_format = "mp3" }))
        using (await _driver.PostJsonAsync("api/v1/audio/speech", new { model = "hexgrad/Kokoro-82M", voice = "am_adam", stream = true }))
        using (await _driver.PostJsonAsync("api/v1/audio/speech", new { model = "hexgrad/Kokoro-82M", voice = "nobody", input = "Not spoken." }))
        {
        }

        foreach (var path in new[] { $"jobs/{id}/cancel", $"jobs/{nobody}/cancel", $"jobs/{id}/retry", $"jobs/{nobody}/retry", $"batches/{batchId}/cancel", "batches/none/cancel", $"batches/{batchId}/retry", "batches/none/retry", $"shows/{show}/token", "shows/none/token" })
        {
            using var response = await _driver.SendAsync(HttpMethod.Post, $"api/{path}");
        }

        using var again = await _driver.SendAsync(HttpMethod.Post, $"api/jobs/{failed.Text("id")}/retry");
        foreach (var path in new[] { $"shows/{show}/episodes/{id}", "shows/none/episodes/none", $"jobs/{nobody}", $"jobs/{id}?segments=yes", $"jobs/{id}?segments=true", "parked/speech-jobs/none" })
        {
            using var response = await _driver.SendAsync(HttpMethod.Delete, $"api/{path}");
        }
    }

    static async Task<(JsonElement Result, IReadOnlyList<string> Violations)> ValidateAsync(JsonElement document, IReadOnlyCollection<object> exchanges)
    {
        using var node = new NodeTool("validate-exchanges.mjs");
        var result = JsonSerializer.Deserialize<JsonElement>(await node.Ask(JsonSerializer.Serialize(new { document, exchanges }), TestContext.Current.CancellationToken));
        return (result, [.. result.At("violations").EnumerateArray().Select(violation => violation.GetString()!).Distinct()]);
    }
}
