using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>The official clients of OpenAI and Together, which know nothing of the pipeline but its address.</summary>
public sealed class SpeechApiSpecs(PipelineFixture fixture) : IDisposable
{
    const string Key = "a key of its own";

    readonly string _folder = Directory.CreateTempSubdirectory("speech-api-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("openai", "mp3", "audio/mpeg")]
    [InlineData("openai", "opus", "audio/ogg")]
    [InlineData("together", "wav", "audio/wav")]
    public async Task Speech_models_and_voices_come_by_the_base_address_alone(string client, string format, string type)
    {
        var file = Path.Combine(_folder, $"speech.{format}");
        var told = await CallAsync(client, fixture.Driver.Pipeline.Address, "any", file, new { model = "hexgrad/Kokoro-82M", voice = "am_adam", input = "Only the address was changed.", response_format = format });
        Assert.StartsWith(type, told.Text("contentType"), StringComparison.Ordinal);
        Assert.Equal(new FileInfo(file).Length, told.Number("bytes"));
        var heard = Ffmpeg.DecodeFile(file);
        Assert.NotEmpty(heard);
        Assert.Contains("hexgrad/Kokoro-82M", told.At("models").EnumerateArray().Select(model => model.GetString()));
        Assert.Equal(client == "together", told.At("voices").EnumerateArray().Any(voice => voice.GetString() == "am_adam"));
        // Nothing is added to the words.
        var job = await fixture.Driver.GetJobAsync(told.Text("requestId"));
        Assert.Equal(0, (await PipelineDriver.ManifestOfAsync(job)).At("segments")[0].Number("start"));
    }

    [Fact]
    public async Task The_endpoints_own_default_is_wav_and_pcm_is_samples_alone()
    {
        var (wav, pcm) = (Path.Combine(_folder, "speech.wav"), Path.Combine(_folder, "pcm"));
        await CallAsync("together", fixture.Driver.Pipeline.Address, "any", wav, new { model = "hexgrad/Kokoro-82M", voice = "am_adam", input = "The same words." });
        await CallAsync("openai", fixture.Driver.Pipeline.Address, "any", pcm, new { model = "hexgrad/Kokoro-82M", voice = "am_adam", input = "The same words.", response_format = "pcm", stream_format = "audio" });
        Assert.Equal("RIFF"u8.ToArray(), (await File.ReadAllBytesAsync(wav, TestContext.Current.CancellationToken))[..4]);
        Assert.Equal(2 * Ffmpeg.DecodeFile(wav).Length, new FileInfo(pcm).Length);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("together")]
    public async Task What_is_not_finished_within_the_wait_is_asked_for_again_by_the_client_and_made_once(string client)
    {
        await using var pipeline = await PipelineFixture.StartAsync(("SpeechApi:Wait", "00:00:01"), ("SpeechApi:Keys", Key), ("Jobs:SegmentConcurrency", "1"));
        var input = string.Join("\n\n", Enumerable.Range(0, 40).Select(i => $"This is paragraph {i} of a text that takes longer than a second to be spoken."));
        var told = await CallAsync(client, pipeline.Address, Key, Path.Combine(_folder, "long.mp3"), new { model = "hexgrad/Kokoro-82M", voice = "am_adam", input, response_format = "mp3" });
        Assert.True(told.TryGetProperty("bytes", out _), told.ToString());
        using var jobs = await new PipelineDriver(pipeline).GetAsync("api/jobs");
        Assert.Equal(told.Text("requestId"), Assert.Single((await PipelineDriver.ReadAsync(jobs, 200)).At("data").EnumerateArray().Select(job => job.Text("id"))));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("together")]
    public async Task Errors_are_the_clients_own(string client)
    {
        await using var pipeline = await PipelineFixture.StartAsync(("SpeechApi:Keys", $"another;{Key}"));
        await FailsAsync("AuthenticationError", 401, "invalid_api_key", "wrong", new { model = "hexgrad/Kokoro-82M", voice = "am_adam", input = "Not spoken." });
        await FailsAsync("BadRequestError", 400, "invalid_value", Key, new { model = "hexgrad/Kokoro-82M", voice = "am_adam", input = "Not spoken.", stream = true });
        await FailsAsync("BadRequestError", 400, "invalid_value", Key, new { model = "hexgrad/Kokoro-82M", voice = "am_adam" });
        await FailsAsync("BadRequestError", 400, "invalid_value", Key, new { model = "hexgrad/Kokoro-82M", voice = "am_adam", input = "Not spoken.", webhook = "https://example.com" });
        await FailsAsync("BadRequestError", 400, "segment_rejected", Key, new { model = "hexgrad/Kokoro-82M", voice = "nobody", input = "Not spoken." });

        async Task FailsAsync(string error, int status, string code, string key, object request)
        {
            var told = await CallAsync(client, pipeline.Address, key, Path.Combine(_folder, "none"), request);
            Assert.True(told.TryGetProperty("error", out var name), told.ToString());
            Assert.Equal((error, status, code), (name.GetString(), told.Number("status"), told.Text("code")));
        }
    }

    [Theory]
    [InlineData("\"stream_format\":7", "stream_format")]
    [InlineData("\"stream_format\":\"sse\"", "stream_format")]
    [InlineData("\"response_format\":7", "response_format")]
    [InlineData("\"response_format\":\"flac\"", "response_format")]
    [InlineData("\"response_format\":null,\"stream_format\":null", null)]
    public async Task A_field_of_any_kind_is_answered(string fields, string? wrong)
    {
        using var response = await fixture.Driver.PostAsync(
            "api/v1/audio/speech", "application/json", System.Text.Encoding.UTF8.GetBytes($$"""{"model":"hexgrad/Kokoro-82M","voice":"am_adam","input":"Some words.",{{fields}}}"""));
        Assert.Equal(wrong is null ? 200 : 400, (int)response.StatusCode);
        Assert.True(wrong is null || (await PipelineDriver.ReadAsync(response, 400)).At("error").Text("param") == wrong);
    }

    [Fact]
    public async Task Without_a_key_of_its_own_the_api_is_closed_where_functions_need_one()
    {
        await using var pipeline = await PipelineFixture.StartAsync(("Host:FunctionKeys:0", "function key"));
        using var http = new HttpClient { BaseAddress = pipeline.Address };
        foreach (var path in new[] { "models", "voices", "audio/voices" })
        {
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await http.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        }

        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "function key");
        Assert.Equal(
            System.Net.HttpStatusCode.Unauthorized,
            (await http.PostAsJsonAsync("api/v1/audio/speech", new { model = "hexgrad/Kokoro-82M", voice = "am_adam", input = "No." }, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_job_that_waits_says_so_at_once_with_the_reason_and_when_to_come_again()
    {
        await using var pipeline = await PipelineFixture.StartAsync(("Speech:BaseAddress", "http://127.0.0.1:1/v1"), ("Speech:ApiKey", "any"));
        using var http = new HttpClient { BaseAddress = pipeline.Address };
        var began = Stopwatch.GetTimestamp();
        using var response = await http.PostAsJsonAsync("api/v1/audio/speech", new { model = "hexgrad/Kokoro-82M", voice = "am_adam", input = "Nobody speaks." }, TestContext.Current.CancellationToken);
        var error = (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).At("error");
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(1));
        Assert.Equal((System.Net.HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), (response.StatusCode, response.Headers.RetryAfter?.Delta));
        Assert.Contains("The endpoint could not be reached", error.Text("message"), StringComparison.Ordinal);
        Assert.All(
            new[] { "x-request-id", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset" }, header => Assert.NotEmpty(response.Headers.GetValues(header).Single()));
    }

    [Fact]
    public async Task The_websocket_of_the_endpoint_is_refused_in_its_words()
    {
        using var response = await fixture.Driver.GetAsync("api/v1/audio/speech/websocket");
        Assert.Equal("streaming_unsupported", (await PipelineDriver.ReadAsync(response, 400)).At("error").Text("code"));
    }

    static async Task<JsonElement> CallAsync(string client, Uri pipeline, string apiKey, string output, object request)
    {
        using var node = new NodeTool("speech-api.mjs");
        var call = new { client, baseURL = new Uri(pipeline, "api/v1").AbsoluteUri, apiKey, output, request };
        return JsonSerializer.Deserialize<JsonElement>(await node.Ask(JsonSerializer.Serialize(call), TestContext.Current.CancellationToken));
    }
}
