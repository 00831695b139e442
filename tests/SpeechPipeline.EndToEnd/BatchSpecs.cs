using System.Net;
using System.Text;
using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>Batches as a caller submits and watches them.</summary>
public sealed class BatchSpecs(PipelineFixture fixture)
{
    readonly PipelineDriver _driver = fixture.Driver;

    [Fact]
    public async Task Many_lines_become_many_episodes_and_one_webhook()
    {
        using var receiver = await WebhookReceiver.StartAsync();
        var lines = string.Join('\n', Enumerable.Range(0, 12).Select(i => $$"""{"input":"This is line number {{i}}.","metadata":{"n":"{{i}}"} }""")) + "\n{\"input\":7}\n";

        var batch = await SubmitAsync($"?voice=am_adam&response_format=wav&webhook={Uri.EscapeDataString(receiver.Address)}", "application/x-ndjson", lines);
        batch = await EndOfAsync(batch);

        Assert.Equal("completed", batch.Text("status"));
        Assert.Equal("""{"total":13,"pending":0,"admitted":0,"completed":12,"failed":0,"cancelled":0,"rejected":1}""", batch.At("items").GetRawText());
        var problem = Assert.Single(batch.At("problems").EnumerateArray());
        Assert.Equal((13, "#/input is the number 7; it must be a string."), (problem.GetProperty("line").GetInt32(), problem.Text("reason")));

        var call = await receiver.NextAsync();
        Assert.True(call.GetProperty("verified").GetBoolean(), call.ToString());
        var body = JsonSerializer.Deserialize<JsonElement>(call.Text("body"));
        Assert.Equal("batch.completed", body.Text("type"));
        Assert.Equal(batch.At("items").GetRawText(), body.At("data").At("items").GetRawText());

        var seen = new List<JsonElement>();
        for (string? next = "&cursor=0"; next is not null;)
        {
            using var answer = await _driver.GetAsync($"api/batches/{batch.Text("id")}/items?limit=5{next}");
            var page = await PipelineDriver.ReadAsync(answer, 200);
            seen.AddRange(page.At("data").EnumerateArray());
            next = page.TryGetProperty("next_cursor", out var cursor) ? $"&cursor={cursor}" : null;
        }

        Assert.Equal(Enumerable.Range(0, 13), seen.Select(item => item.GetProperty("number").GetInt32()));
        var job = JsonSerializer.Deserialize<JsonElement>(await new HttpClient().GetStringAsync(new Uri(seen[3].Text("job")), TestContext.Current.CancellationToken));
        Assert.Equal("3", job.At("metadata").Text("n"));
        Assert.Equal("am_adam", job.Text("voice"));
        var audio = await PipelineDriver.DownloadAsync(job.At("result").At("audio").Text("url"), ".wav");
        Assert.Equal(job.At("result").At("audio").GetProperty("samples").GetInt64(), Ffmpeg.DecodeFile(audio).Length);
    }

    [Fact]
    [Trait("Category", "Soak")]
    public async Task A_thousand_short_articles_become_a_thousand_episodes_and_one_webhook()
    {
        const int Articles = 1_000;
        using var receiver = await WebhookReceiver.StartAsync();
        var lines = string.Join('\n', Enumerable.Range(1, Articles).Select(i => JsonSerializer.Serialize(new
        {
            article = new { format = "markdown", content = $"# Number {i}\n\nThis is a short article, the {i}th of its kind. It says that {i} times {i} is {i * i}.\n\nIt has a second paragraph, and {Articles - i} more come after it." },
        })));
        var batch = await SubmitAsync($"?voice=am_adam&response_format=mp3&webhook={Uri.EscapeDataString(receiver.Address)}", "application/x-ndjson", lines);
        var began = TimeProvider.System.GetTimestamp();
        await Eventually.IsTrueAsync(
            async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
                return (await GetAsync(batch.Text("id"))).Text("status") == "completed";
            },
            "the batch is completed", TimeSpan.FromHours(1), TestContext.Current.CancellationToken);

        batch = await GetAsync(batch.Text("id"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Articles} articles, {batch.At("usage").GetRawText()}, in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:N0} s");
        Assert.Equal($$"""{"total":{{Articles}},"pending":0,"admitted":0,"completed":{{Articles}},"failed":0,"cancelled":0,"rejected":0}""", batch.At("items").GetRawText());
        Assert.Equal("batch.completed", JsonSerializer.Deserialize<JsonElement>((await receiver.NextAsync()).Text("body")).Text("type"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiver.NextAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_feed_becomes_a_batch_from_its_body_and_from_its_address()
    {
        var feed = """
            <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title><link>https://x.example</link><description>d</description>
            <item><title>First</title><content:encoded><![CDATA[<p>The first entry is spoken from its own text, which is long enough.</p>]]></content:encoded></item>
            <item><title>Second</title><link>PAGE</link></item></channel></rss>
            """;
        using var site = new PageSite("<html><body><article><h1>Second</h1><p>The second entry is fetched from the page that it links to, and that page has some sentences of its own.</p><p>It has a second paragraph too, so that it is an article.</p></article></body></html>");
        feed = feed.Replace("PAGE", site.Address("page.html"), StringComparison.Ordinal);
        site.Add("/feed", "application/octet-stream", feed);

        var byBody = await EndOfAsync(await SubmitAsync("?voice=am_adam&response_format=wav", "application/rss+xml", feed));
        var byAddress = await EndOfAsync(await SubmitAsync("", "application/json", JsonSerializer.Serialize(
            new { feed_url = site.Address("feed"), defaults = new { voice = "am_adam", response_format = "wav" } })));

        foreach (var batch in (JsonElement[])[byBody, byAddress])
        {
            Assert.Equal("feed", batch.Text("kind"));
            Assert.Equal(2, batch.At("items").GetProperty("completed").GetInt32());
        }
    }

    [Fact]
    public async Task A_repeat_with_the_same_key_is_the_same_batch()
    {
        var (first, again) = (await KeyedAsync("k1", "{\"input\":\"Once.\"}"), await KeyedAsync("k1", "{\"input\":\"Once.\"}"));
        Assert.Equal((await PipelineDriver.ReadAsync(first, 202)).Text("id"), (await PipelineDriver.ReadAsync(again, 202)).Text("id"));
        Assert.Equal(HttpStatusCode.Conflict, (await KeyedAsync("k1", "{\"input\":\"Other.\"}")).StatusCode);
    }

    [Fact]
    public async Task A_batch_is_cancelled_and_retried()
    {
        var batch = await SubmitAsync("?model=no-such-voice-model&voice=none&response_format=wav", "application/x-ndjson", "{\"input\":\"Alpha.\"}\n{\"input\":\"Beta.\"}\n");
        await Eventually.SeeAsync(() => GetAsync(batch.Text("id")), seen => seen.At("items").GetProperty("total").GetInt32() == 2);
        using (var cancelled = await _driver.PostAsync($"api/batches/{batch.Text("id")}/cancel", "application/json", []))
        {
            await PipelineDriver.ReadAsync(cancelled, 202);
        }

        batch = await EndOfAsync(batch);
        Assert.Equal(2, batch.At("items").GetProperty("cancelled").GetInt32() + batch.At("items").GetProperty("failed").GetInt32());

        using (var retried = await _driver.PostAsync($"api/batches/{batch.Text("id")}/retry", "application/json", []))
        {
            await PipelineDriver.ReadAsync(retried, 202);
        }

        await Eventually.SeeAsync(() => GetAsync(batch.Text("id")), seen => seen.GetProperty("generation").GetInt32() == 2);
    }

    [Fact]
    public async Task A_batch_in_which_nothing_failed_is_not_retried()
    {
        using var receiver = await WebhookReceiver.StartAsync();
        var batch = await EndOfAsync(await SubmitAsync(
            $"?voice=am_adam&response_format=wav&webhook={Uri.EscapeDataString(receiver.Address)}", "application/x-ndjson", "{\"input\":\"It is complete.\"}\n{\"input\":7}\n"));
        await receiver.NextAsync();

        for (var i = 0; i < 2; i++)
        {
            using var retried = await _driver.PostAsync($"api/batches/{batch.Text("id")}/retry", "application/json", []);
            Assert.Contains("no item failed or was cancelled", (await PipelineDriver.ReadAsync(retried, 409)).Text("detail"), StringComparison.Ordinal);
        }

        using (var cancelled = await _driver.PostAsync($"api/batches/{batch.Text("id")}/cancel", "application/json", []))
        {
            Assert.Equal("completed", (await PipelineDriver.ReadAsync(cancelled, 202)).Text("status"));
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiver.NextAsync(TimeSpan.FromSeconds(5)));
        batch = await GetAsync(batch.Text("id"));
        Assert.Equal(("completed", 1L), (batch.Text("status"), batch.Number("generation")));
    }

    [Fact]
    public async Task A_dry_run_is_not_retried()
    {
        var batch = await EndOfAsync(await SubmitAsync("?voice=am_adam&dry_run=true", "application/x-ndjson", "{\"input\":\"Only a quote.\"}\n"));
        using var retried = await _driver.PostAsync($"api/batches/{batch.Text("id")}/retry", "application/json", []);
        Assert.Contains("dry run", (await PipelineDriver.ReadAsync(retried, 409)).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_is_retried_and_completes_and_what_was_completed_stays()
    {
        using var receiver = await WebhookReceiver.StartAsync();
        using var site = new PageSite("");
        var lines = $"{{\"input\":\"It is complete.\"}}\n{{\"source_url\":\"{site.Address("missing")}\"}}\n";
        var batch = await EndOfAsync(await SubmitAsync(
            $"?voice=am_adam&response_format=wav&webhook={Uri.EscapeDataString(receiver.Address)}", "application/x-ndjson", lines));
        Assert.Equal((1, 1), (batch.At("items").GetProperty("completed").GetInt32(), batch.At("items").GetProperty("failed").GetInt32()));
        Assert.Contains("404", Assert.Single(batch.At("problems").EnumerateArray()).Text("reason"), StringComparison.Ordinal);
        await receiver.NextAsync();

        site.Add("/missing", "text/html", "<article><h1>Found</h1><p>It is there again, and it has some sentences. Here is another.</p></article>");
        using (var retried = await _driver.PostAsync($"api/batches/{batch.Text("id")}/retry", "application/json", []))
        {
            Assert.Equal("running", (await PipelineDriver.ReadAsync(retried, 202)).Text("status"));
        }

        batch = await EndOfAsync(batch);
        Assert.Equal("""{"total":2,"pending":0,"admitted":0,"completed":2,"failed":0,"cancelled":0,"rejected":0}""", batch.At("items").GetRawText());
        Assert.Empty(batch.At("problems").EnumerateArray());
        var body = JsonSerializer.Deserialize<JsonElement>((await receiver.NextAsync()).Text("body"));
        Assert.Equal(("batch.completed", batch.At("items").GetRawText()), (body.Text("type"), body.At("data").At("items").GetRawText()));
    }

    [Theory]
    [InlineData("text/plain", "{}", 415)]
    [InlineData("application/json", "[]", 400)]
    [InlineData("application/x-ndjson", "", 400)]
    public async Task What_is_no_batch_is_refused(string type, string body, int status)
    {
        using var response = await _driver.PostAsync("api/batches", type, Encoding.UTF8.GetBytes(body));
        await PipelineDriver.ReadAsync(response, status);
    }

    [Fact]
    public async Task Unknown_batches_are_not_found()
    {
        foreach (var path in (string[])["api/batches/nonsense", "api/batches/batch-00000000000000000000000000", "api/batches/x/items"])
        {
            using var response = await _driver.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    async Task<JsonElement> SubmitAsync(string query, string type, string body)
    {
        using var response = await _driver.PostAsync($"api/batches{query}", type, Encoding.UTF8.GetBytes(body));
        return await PipelineDriver.ReadAsync(response, 202);
    }

    async Task<HttpResponseMessage> KeyedAsync(string key, string body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, _driver.Address("api/batches?voice=am_adam")) { Content = new StringContent(body, Encoding.UTF8, "application/x-ndjson") };
        request.Headers.Add("Idempotency-Key", key);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    async Task<JsonElement> GetAsync(string id)
    {
        using var response = await _driver.GetAsync($"api/batches/{id}");
        return await PipelineDriver.ReadAsync(response, 200);
    }

    Task<JsonElement> EndOfAsync(JsonElement batch) =>
        Eventually.SeeAsync(() => GetAsync(batch.Text("id")), seen => seen.Text("status") is "completed" or "failed" or "cancelled");
}
