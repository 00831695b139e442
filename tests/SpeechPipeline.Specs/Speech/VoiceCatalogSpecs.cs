using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SpeechPipeline.Health;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Specs.Sources;
using SpeechPipeline.Speech;
using SpeechPipeline.TestTools.Servers;

namespace SpeechPipeline.Specs.Speech;

/// <summary>What the endpoint says of its voices is told as what it says, and only silence as silence.</summary>
public sealed class VoiceCatalogSpecs : IAsyncLifetime
{
    const string Error = """{"error":{"message":"Because.","type":"t","param":null,"code":null}}""";

    const string List = """{"data":[{"model":"one","voices":[{"id":"a","name":"A"}]},{"model":"two","voices":[]},{"name":"odd"},7]}""";

    JobFixture? _fixture;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _fixture = await JobFixture.StartAsync();

    public ValueTask DisposeAsync() => _fixture!.DisposeAsync();

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task A_model_that_the_endpoint_refuses_is_named_with_those_that_it_has(int status)
    {
        await using var site = await ServeAsync(http => http.Request.Query.ContainsKey("model") ? (status, Error) : (200, List));
        var unknown = Assert.IsType<VoicesAnswer.UnknownModel>(await FindAsync("none"));
        Assert.Equal("none", unknown.Model);
        Assert.Equal(["one", "two"], unknown.Known);
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":7}""")]
    [InlineData("[]")]
    public async Task A_list_that_names_no_models_names_none(string list)
    {
        await using var site = await ServeAsync(http => http.Request.Query.ContainsKey("model") ? (404, Error) : (200, list));
        Assert.Empty(Assert.IsType<VoicesAnswer.UnknownModel>(await FindAsync("none")).Known);
    }

    [Fact]
    public async Task An_endpoint_without_a_list_of_voices_has_refused_no_model_and_is_healthy()
    {
        await using var site = await ServeAsync(_ => (404, "Not Found"));
        var failed = Assert.IsType<VoicesAnswer.Failed>(await FindAsync("one"));
        Assert.Equal((SpeechFailureKind.Rejected, $"The endpoint answered 404 at {site.Address("/v1/voices")}: Not Found.", true), (failed.Kind, failed.Message, failed.IsAnswer));

        var health = await LookAsync();
        Assert.Equal(("healthy", "healthy"), (health.Status, health.Endpoint.Status));
        Assert.Contains("The endpoint answered 404 at ", health.Endpoint.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "refused", "Speech:ApiKey")]
    [InlineData(403, "refused", "Speech:ApiKey")]
    [InlineData(402, "refused", "Speech:ApiKey")]
    [InlineData(429, "failing", "429: Because.")]
    [InlineData(503, "failing", "503: Because.")]
    [InlineData(500, "failing", "500: Because.")]
    public async Task A_refusal_is_no_silence(int status, string part, string detail)
    {
        await using var site = await ServeAsync(_ => (status, Error));
        Assert.Equal((true, $"The endpoint answered {status}: Because."), Answer(await FindAsync("one")));
        var health = await LookAsync();
        Assert.Equal(("degraded", part), (health.Status, health.Endpoint.Status));
        Assert.Contains(detail, health.Endpoint.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["a","b"]""")]
    [InlineData("""{"voices":["a","b"]}""")]
    [InlineData("""{"voices":["a"],"uploaded_voices":[{"name":"b","consent":null}]}""")]
    [InlineData("""{"status":"ok","voices":[{"id":"a","name":"a"},{"id":"b","name":"b"}]}""")]
    [InlineData("""{"voices":[{"name":"a","language":"en-us"},{"name":"b","language":"en-us"}],"object":"list"}""")]
    [InlineData("""{"object":"list","data":[{"id":"a"},{"id":"b"}]}""")]
    [InlineData("""{"voices":{"a":{"name":"a"},"b":{}}}""")]
    [InlineData("""[{"voice_id":"a","name":"a"},{"voice_id":"b","name":"b"}]""")]
    public async Task A_list_of_another_shape_and_at_another_route_comes_in_the_same_shape(string list)
    {
        await using var site = await ServeAsync(http => http.Request.Path == "/v1/audio/voices" ? (200, list) : (404, """{"detail":"Not Found"}"""));
        Assert.Equal(
            """{"data":[{"model":"hexgrad/Kokoro-82M","voices":[{"id":"a","name":"a"},{"id":"b","name":"b"}]}]}""",
            Assert.IsType<VoicesAnswer.Listed>(await _fixture!.Get<VoiceCatalog>().FindAsync(model: null, Cancellation)).Voices.GetRawText());
        Assert.Equal("healthy", (await LookAsync()).Status);
    }

    [Theory]
    [InlineData(404, "healthy", "It speaks, but does not answer with its voices: The endpoint answered 404")]
    [InlineData(401, "refused", "The endpoint answered 401")]
    [InlineData(500, "failing", "The endpoint answered 500")]
    [InlineData(503, "failing", "The endpoint answered 503")]
    [InlineData(null, "unreachable", "The endpoint could not be reached")]
    public async Task Speech_of_some_minutes_ago_excuses_a_missing_list_alone(int? status, string part, string detail)
    {
        var server = new SpeechServer(call => call.Method == "POST" ? Reply.Sound(ToneSound.Wav(call.Text("input")!)) : Reply.Text(status ?? 404, "Because."));
        _fixture!.Get<IOptions<SpeechOptions>>().Value.BaseAddress = new Uri($"{server.Root}/v1");
        Assert.IsType<SpeechAnswer.Spoken>(await _fixture!.Get<SpeechClient>().SynthesizeAsync(new SpeechRequest("one", "Hello there, everyone.", "a", "en", 24_000), Cancellation));
        if (status is null)
        {
            server.Dispose();
        }

        var endpoint = (await LookAsync()).Endpoint;
        server.Dispose();
        Assert.Equal(part, endpoint.Status);
        Assert.Contains(detail, endpoint.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_list_is_an_answer_too()
    {
        await using var site = await ServeAsync(_ => (200, "<html>"));
        Assert.Equal((true, "The endpoint answered 200, but not with JSON."), Answer(await FindAsync("one")));
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_unreachable()
    {
        var site = await ServeAsync(_ => (200, List));
        await site.DisposeAsync();
        var (isAnswer, message) = Answer(await FindAsync("one"));
        Assert.False(isAnswer);
        Assert.StartsWith("The endpoint could not be reached: ", message, StringComparison.Ordinal);
        Assert.Equal("unreachable", (await LookAsync()).Endpoint.Status);
    }

    static (bool IsAnswer, string Message) Answer(VoicesAnswer answer) => answer is VoicesAnswer.Failed failed ? (failed.IsAnswer, failed.Message) : (true, $"{answer}");

    Task<VoicesAnswer> FindAsync(string model) => _fixture!.Get<VoiceCatalog>().FindAsync(model, Cancellation);

    Task<HealthReport> LookAsync() => _fixture!.Get<HealthCheck>().LookAsync(Cancellation);

    async Task<WebSite> ServeAsync(Func<HttpContext, (int Status, string Body)> answer)
    {
        var site = await WebSite.StartAsync(http =>
        {
            (http.Response.StatusCode, var body) = answer(http);
            return http.Response.WriteAsync(body);
        });
        _fixture!.Get<IOptions<SpeechOptions>>().Value.BaseAddress = new Uri(site.Address("/v1"));
        return site;
    }
}
