using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using SpeechPipeline.FunctionsHost;
using SpeechPipeline.LocalHost.Endpoint.Faults;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Worker.Specs;

/// <summary>What the app is for, done by the published worker under the host's protocol.</summary>
public sealed class FlowSpecs(WorkerFixture fixture) : IClassFixture<WorkerFixture>
{
    readonly WorkerPipeline _fixture = fixture.Pipeline;
    readonly Caller _caller = fixture.Pipeline.Caller;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_goes_from_HTTP_through_the_queue_to_audio_manifest_and_webhook()
    {
        using var receiver = await WebhookReceiver.StartAsync();
        var job = await _caller.PostAsync("api/jobs", new { input = "The lighthouse keeper wound the clock.", voice = "am_adam", webhook = receiver.Address });
        var call = await receiver.NextAsync();
        Assert.True(call.GetProperty("verified").GetBoolean(), call.Text("reason"));
        Assert.Equal(job.Text("id"), JsonSerializer.Deserialize<JsonElement>(call.Text("body")).At("data").Text("id"));

        var done = await _caller.CompletionOfJobAsync(job.Text("id"));
        var audio = done.At("result", "audio");
        var file = await Caller.DownloadAsync(audio.Text("url"));
        Assert.Equal(audio.Text("sha256"), Convert.ToHexStringLower(SHA256.HashData(file)));
        var manifest = JsonSerializer.Deserialize<JsonElement>(await Caller.DownloadAsync(done.At("result", "manifest").Text("url")));
        Assert.Equal(audio.Number("samples"), manifest.At("audio").Number("samples"));
    }

    [Fact]
    public async Task A_batch_becomes_its_episodes_and_calls_back_once()
    {
        using var receiver = await WebhookReceiver.StartAsync();
        var lines = """
            {"input":"One boat went out."}
            {"input":7}
            {"input":"Two boats came back."}
            """;
        var batch = await _caller.PostTextAsync($"api/batches?voice=am_adam&webhook={Uri.EscapeDataString(receiver.Address)}", "application/x-ndjson", lines);
        var call = await receiver.NextAsync();
        Assert.True(call.GetProperty("verified").GetBoolean(), call.Text("reason"));
        var ended = JsonSerializer.Deserialize<JsonElement>(call.Text("body"));
        Assert.Equal(("batch.completed", batch.Text("id")), (ended.Text("type"), ended.At("data").Text("id")));
        Assert.Equal("""{"total":3,"pending":0,"admitted":0,"completed":2,"failed":0,"cancelled":0,"rejected":1}""", ended.At("data", "items").GetRawText());
    }

    [Fact]
    public async Task An_episode_comes_into_the_feed_of_its_show()
    {
        using (await _caller.SendAsync(HttpMethod.Put, "api/shows/worker", JsonBody("""{ "title": "Worker", "visibility": "public" }""")))
        {
        }

        var job = await _caller.PostAsync("api/jobs", new { input = "The feed has one episode.", voice = "am_adam", show = "worker" });
        await _caller.CompletionOfJobAsync(job.Text("id"));
        var feed = await Eventually.SeeAsync(
            async () => await (await _caller.SendAsync(HttpMethod.Get, "api/shows/worker/feed.xml")).Content.ReadAsStringAsync(Cancellation),
            text => text.Contains("<item>", StringComparison.Ordinal));
        Assert.Contains(job.Text("id"), feed, StringComparison.Ordinal);
        Assert.Contains(_fixture.Host.Address.Authority, feed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain.md", false)]
    [InlineData("base64.md", true)]
    public async Task A_dropped_file_that_Event_Grid_announces_becomes_an_episode(string name, bool base64)
    {
        await _fixture.Storage.Drops.GetBlobClient(name).UploadAsync(BinaryData.FromString($"# {name}\n\nThis file was dropped."), Cancellation);
        var envelope = $$"""
            { "id": "{{Guid.NewGuid()}}", "eventType": "Microsoft.Storage.BlobCreated", "dataVersion": "", "metadataVersion": "1",
              "subject": "/blobServices/default/containers/drops/blobs/{{name}}", "eventTime": "2026-11-26T12:00:00Z",
              "data": { "api": "PutBlob", "contentType": "text/markdown", "blobType": "BlockBlob" } }
            """;
        await _fixture.Storage.Queue(QueueNames.DroppedFiles).SendMessageAsync(base64 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(envelope)) : envelope, Cancellation);
        await IsConvertedAsync(name);
    }

    [Fact]
    public async Task A_dropped_file_that_nothing_announces_is_found_by_the_sweep()
    {
        await _fixture.Storage.Drops.GetBlobClient("swept.md").UploadAsync(BinaryData.FromString("# Swept\n\nNobody said that this file is here."), Cancellation);
        await _fixture.Host.RunTimerAsync("SweepDrops", Cancellation);
        await IsConvertedAsync("swept.md");
    }

    [Fact]
    public async Task What_a_crash_left_owing_is_sent_by_the_sweep()
    {
        var job = await _caller.PostAsync("api/jobs", new { input = "This job's message is lost.", voice = "am_adam", expires_after = 600 }, 202);
        // Whether the message was taken before it could be lost is chance; what counts is that the sweep does no harm then, and helps else.
        await _fixture.Storage.Queue(QueueNames.SpeechJobs).ClearMessagesAsync(Cancellation);
        await Eventually.SeeAsync(
            async () =>
            {
                await _fixture.Host.RunTimerAsync("SweepUnfinished", Cancellation);
                return await _caller.GetAsync($"api/jobs/{job.Text("id")}");
            },
            seen => seen.Text("status") == "completed");
    }

    [Fact]
    public async Task A_message_that_nobody_can_read_is_parked_and_holds_up_no_other()
    {
        foreach (var queue in QueueNames.All)
        {
            await _fixture.Storage.Queue(queue).SendMessageAsync("not a message", Cancellation);
        }

        var job = await _caller.PostAsync("api/jobs", new { input = "This message can be read.", voice = "am_adam" });
        await _caller.CompletionOfJobAsync(job.Text("id"));
        await Eventually.IsTrueAsync(async () => await ParkedAsync() == QueueNames.All.Count, "each is parked", Cancellation);
        Assert.Equal("degraded", (await _caller.GetAsync("api/health", 503)).Text("status"));
        await foreach (var blob in _fixture.Storage.Parked.GetBlobsAsync(cancellationToken: Cancellation))
        {
            await _fixture.Storage.Parked.DeleteBlobAsync(blob.Name, cancellationToken: Cancellation);
        }

        Assert.Equal("healthy", (await _caller.GetAsync("api/health")).Text("status"));
    }

    [Fact]
    public async Task A_message_that_comes_twice_is_paid_for_once()
    {
        var job = await _caller.PostAsync("api/jobs", new { input = "This is said once, however often it is asked.", voice = "bm_george" });
        await _caller.CompletionOfJobAsync(job.Text("id"));
        var calls = _fixture.Endpoint.Ledger.Count;
        await _fixture.Storage.Queue(QueueNames.SpeechJobs).SendMessageAsync($$"""{"v":1,"job":"{{job.Text("id")}}","run":1}""", Cancellation);
        await QueueIsEmptyAsync(QueueNames.SpeechJobs);
        Assert.Equal(calls, _fixture.Endpoint.Ledger.Count);
    }

    [Fact]
    public async Task A_worker_that_is_killed_in_the_middle_is_started_anew_and_nothing_is_paid_for_twice()
    {
        _fixture.Endpoint.Faults.When(request => request.Input.Contains("killed", StringComparison.Ordinal), Fault.Delay(TimeSpan.FromSeconds(30)), calls: 1);
        string[] paragraphs =
        [
            "The first paragraph goes well, and it is long enough to be spoken by itself, as all of them are.",
            "The second paragraph goes well too, since nobody has done anything to the worker until now.",
            "While the third paragraph is spoken, the worker is killed, and nobody has told it that it would be.",
        ];
        var job = await _caller.PostAsync("api/jobs", new { input = string.Join("\n\n", paragraphs), voice = "am_michael" });
        await Eventually.SeeAsync(() => _caller.GetAsync($"api/jobs/{job.Text("id")}"), seen => seen.At("progress").Number("segments_done") == 2);

        var worker = await _fixture.Host.WorkerAsync(Cancellation);
        worker.Process.Kill();
        // Until there is another, requests come to nothing.
        Assert.NotSame(worker, await Eventually.SeeAsync(() => _fixture.Host.WorkerAsync(Cancellation), now => now != worker));
        await _caller.CompletionOfJobAsync(job.Text("id"));
        var calls = _fixture.Endpoint.Ledger.Calls.Where(call => call.Voice == "am_michael").GroupBy(call => call.InputHash).Select(text => text.Count()).Order();
        Assert.Equal([1, 1, 2], calls);
    }

    [Fact]
    public async Task The_worker_answers_the_hosts_heartbeat() => await (await _fixture.Host.WorkerAsync(Cancellation)).PingAsync(Cancellation);

    [Fact]
    public async Task Neither_keys_nor_tokens_nor_signatures_nor_the_text_are_logged()
    {
        const string Secret = "Nobody but the listener may hear this sentence.";
        var job = (await _fixture.Caller.PostAsync($"api/jobs?code={StandInHostOptions.FunctionKey}", new { input = Secret, voice = "am_adam" })).Text("id");
        var url = (await _fixture.Caller.CompletionOfJobAsync(job)).At("result", "audio").Text("url");
        using (var redirect = await _fixture.Caller.SendAsync(HttpMethod.Get, new Uri(url).PathAndQuery))
        {
            Assert.Contains("sig=", redirect.Headers.Location!.Query, StringComparison.Ordinal);
        }

        var log = string.Join('\n', (await _fixture.Host.WorkerAsync(Cancellation)).Log);
        Assert.Contains($"Job {job} accepted", log, StringComparison.Ordinal);
        foreach (var secret in (string[])[StandInHostOptions.FunctionKey, url.Split("t=")[1], "?t=", "?code=", "sig=", WebhookReceiver.SigningKey, Secret])
        {
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_function_is_loaded_by_the_worker_itself()
    {
        var worker = await _fixture.Host.WorkerAsync(Cancellation);
        Assert.Equal(
            PublishedAppSpecs.Functions,
            worker.Functions.Select(function => PublishedFunction.Of(function.Name, function.Trigger).ToString()).Order(StringComparer.Ordinal));
    }

    static StringContent JsonBody(string json) => new(json, Encoding.UTF8, "application/json");

    async Task IsConvertedAsync(string name)
    {
        var report = await Eventually.SeeAsync(
            async () => await _fixture.Storage.DropsDone.GetBlobClient($"{name}.json").ExistsAsync(Cancellation)
                ? (await _fixture.Storage.DropsDone.GetBlobClient($"{name}.json").DownloadContentAsync(Cancellation)).Value.Content.ToObjectFromJson<JsonElement>()
                : default,
            seen => seen.ValueKind == JsonValueKind.Object);
        Assert.Equal("completed", report.Text("status"));
        Assert.StartsWith("ID3", Encoding.ASCII.GetString(await Caller.DownloadAsync(report.At("links").Text("audio")), 0, 3), StringComparison.Ordinal);
    }

    async Task<int> ParkedAsync()
    {
        var count = 0;
        await foreach (var _ in _fixture.Storage.Parked.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix: null, Cancellation))
        {
            count++;
        }

        return count;
    }

    async Task QueueIsEmptyAsync(string queue) => await Eventually.IsTrueAsync(
        async () => (await _fixture.Storage.Queue(queue).GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount == 0, "the queue is empty", Cancellation);
}
