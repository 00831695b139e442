using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Speech;
using SpeechPipeline.TestTools.Servers;

namespace SpeechPipeline.Specs.Speech;

/// <summary>What an endpoint refuses by name is asked for again in its own terms, once, and remembered for an hour.</summary>
public sealed class EndpointTermsSpecs
{
    const string Key = "sk-0123456789";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, """{"error":{"message":"Unrecognized request argument supplied: FIELD","type":"invalid_request_error","param":null}}""")]
    [InlineData(400, """{"error":{"message":"Unknown parameter.","param":"FIELD"}}""")]
    [InlineData(422, """{"detail":[{"type":"extra_forbidden","loc":["body","FIELD"],"msg":"Extra inputs are not permitted","input":"en"}]}""")]
    [InlineData(400, """{"detail":"Additional properties are not allowed ('FIELD' was unexpected)"}""")]
    [InlineData(400, """json: unknown field "FIELD" """)]
    [InlineData(422, """{"message":"The parameter `FIELD` is not supported."}""")]
    public async Task A_field_that_is_refused_by_name_is_left_out(int status, string error)
    {
        string[] refused = ["language", "sample_rate", "stream"];
        using var server = new SpeechServer(call => call.Fields.Intersect(refused).FirstOrDefault() is { } field ? Reply.Text(status, error.Replace("FIELD", field, StringComparison.Ordinal)) : Spoken(call));
        var client = EndpointClient.For($"{server.Root}/v1");
        Assert.IsType<SpeechAnswer.Spoken>(await client.SynthesizeAsync(EndpointClient.Hello with { Language = "de" }, Cancellation));
        Assert.Equal(4, server.Calls.Count);
        Assert.IsType<SpeechAnswer.Spoken>(await client.SynthesizeAsync(EndpointClient.Hello, Cancellation));
        Assert.Equal(5, server.Calls.Count);
    }

    [Fact]
    public async Task English_goes_without_saying()
    {
        using var server = new SpeechServer(static call => call.Fields.Contains("language") ? Reply.Json(400, new { message = "Invalid language 'en'. Supported: Auto, English" }) : Spoken(call));
        Assert.IsType<SpeechAnswer.Spoken>(await EndpointClient.For($"{server.Root}/v1").SynthesizeAsync(EndpointClient.Hello, Cancellation));
    }

    [Fact]
    public async Task What_was_learned_is_forgotten_after_an_hour()
    {
        var clock = new FakeTimeProvider();
        using var server = new SpeechServer(static call => call.Fields.Contains("stream") ? Reply.Json(400, new { error = "Unknown field: stream" }) : Spoken(call));
        var client = EndpointClient.For($"{server.Root}/v1", time: clock);
        await client.SynthesizeAsync(EndpointClient.Hello, Cancellation);
        await client.SynthesizeAsync(EndpointClient.Hello, Cancellation);
        Assert.Equal(3, server.Calls.Count);
        clock.Advance(TimeSpan.FromHours(1));
        await client.SynthesizeAsync(EndpointClient.Hello, Cancellation);
        Assert.Equal(5, server.Calls.Count);
    }

    [Fact]
    public async Task What_a_caller_asked_for_is_never_left_out()
    {
        using var server = new SpeechServer(static call => call.Text("language") is "xx" ? Reply.Json(400, new { error = "language 'xx' is not supported" }) : call.Fields.Contains("extra_params") ? Reply.Json(400, new { error = "Unknown field: extra_params" }) : Spoken(call));
        var client = EndpointClient.For($"{server.Root}/v1");
        Assert.Contains("'xx' is not supported", (await FailedAsync(client, EndpointClient.Hello with { Language = "xx" })).Message, StringComparison.Ordinal);
        Assert.Contains("extra_params", (await FailedAsync(client, EndpointClient.Hello with { ExtraParameters = System.Text.Json.JsonSerializer.SerializeToElement(new { speed = 2 }) })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_format_that_a_server_does_not_have_is_left_to_it()
    {
        using var server = new SpeechServer(static call => call.Text("response_format") is "wav" ? Reply.Json(400, new { error = new { message = "response_format must be 'pcm'", param = "response_format" } })
            : Reply.Sound(ToneSound.Raw(call.Text("input")!), "audio/pcm;rate=24000"));
        Assert.IsType<SpeechAnswer.Spoken>(await EndpointClient.For($"{server.Root}/v1").SynthesizeAsync(EndpointClient.Hello, Cancellation));
    }

    [Theory]
    [InlineData("hexgrad/Kokoro-82M", "kokoro")]
    [InlineData("hexgrad/Kokoro-82M", "mlx-community/Kokoro-82M-bf16")]
    [InlineData("canopylabs/orpheus-3b-0.1-ft", "orpheus")]
    [InlineData("cartesia/sonic-2", "cartesia/Sonic-2")]
    public async Task A_model_is_found_by_the_servers_name_for_it(string model, string name)
    {
        using var server = Serving(name, "whisper-1", "llama");
        Assert.IsType<SpeechAnswer.Spoken>(await EndpointClient.For($"{server.Root}/v1", choose: Chosen).SynthesizeAsync(EndpointClient.Hello with { Model = model }, Cancellation));
        Assert.Equal(name, server.Spoken.Last().Text("model"));
    }

    [Fact]
    public async Task A_name_that_is_set_is_used_at_once()
    {
        using var server = Serving("ours");
        var client = EndpointClient.For($"{server.Root}/v1", choose: static options => options.Models["hexgrad/Kokoro-82M"].EndpointName = "ours");
        Assert.IsType<SpeechAnswer.Spoken>(await client.SynthesizeAsync(EndpointClient.Hello, Cancellation));
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task If_no_model_fits_the_error_lists_those_that_there_are()
    {
        using var server = Serving("tts-1", "tts-1-hd");
        var failed = await FailedAsync(EndpointClient.For($"{server.Root}/v1", choose: Chosen), EndpointClient.Hello);
        Assert.Equal(SpeechFailureKind.Rejected, failed.Kind);
        Assert.Contains("It has these models: tts-1, tts-1-hd.", failed.Message, StringComparison.Ordinal);
        Assert.Contains("Speech:DefaultModel", failed.Message, StringComparison.Ordinal);

        using var deaf = Serving("whisper-1", "llama");
        Assert.Contains("whisper-1, llama", (await FailedAsync(EndpointClient.For($"{deaf.Root}/v1"), EndpointClient.Hello)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_voice_that_somebody_named_is_refused_with_those_that_there_are()
    {
        using var server = new SpeechServer(static call => call.Path == "/v1/audio/voices" ? Reply.Json(200, new { voices = new[] { "one", "two" } })
            : call.Text("voice") is "one" or "two" ? Spoken(call) : Reply.Json(400, new { detail = $"Voice '{call.Text("voice")}' not found" }));
        var named = await FailedAsync(EndpointClient.For($"{server.Root}/v1"), EndpointClient.Hello with { Voice = "three" });
        Assert.Contains("It has these voices: one, two.", named.Message, StringComparison.Ordinal);
        // A default that nobody has chosen is free.
        Assert.IsType<SpeechAnswer.Spoken>(await EndpointClient.For($"{server.Root}/v1").SynthesizeAsync(EndpointClient.Hello, Cancellation));
        Assert.Equal("one", server.Spoken.Last().Text("voice"));
        Assert.Contains("one, two", (await FailedAsync(EndpointClient.For($"{server.Root}/v1", choose: Chosen), EndpointClient.Hello)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "/v1/audio/speech")]
    [InlineData("/", "/v1/audio/speech")]
    [InlineData("", "/audio/speech")]
    [InlineData("/tts", "/tts/v1/audio/speech")]
    [InlineData("/tts/v1/audio/speech", "/tts/v1/audio/speech")]
    public async Task The_root_is_found(string address, string route)
    {
        using var server = new SpeechServer(call => call.Path == route ? Spoken(call) : Reply.Json(404, new { detail = "Not Found" }));
        var client = EndpointClient.For(server.Root + address);
        Assert.IsType<SpeechAnswer.Spoken>(await client.SynthesizeAsync(EndpointClient.Hello, Cancellation));
        var before = server.Calls.Count;
        Assert.IsType<SpeechAnswer.Spoken>(await client.SynthesizeAsync(EndpointClient.Hello, Cancellation));
        Assert.Equal(before + 1, server.Calls.Count);
    }

    [Theory]
    [InlineData(null, "Authorization", $"Bearer {Key}")]
    [InlineData("Authorization", "Authorization", $"Bearer {Key}")]
    [InlineData("api-key", "api-key", Key)]
    [InlineData("xi-api-key", "xi-api-key", Key)]
    public async Task The_key_goes_into_the_header_that_is_set(string? header, string name, string value)
    {
        using var server = new SpeechServer(Spoken);
        await EndpointClient.For($"{server.Root}/v1?api=1", $" {Key}\n", options => options.KeyHeader = header).SynthesizeAsync(EndpointClient.Hello, Cancellation);
        var call = Assert.Single(server.Calls);
        Assert.Equal(value, call.Headers[name]);
        Assert.Equal("?api=1", call.Query);
        Assert.Equal(name == "Authorization", call.Headers["Authorization"] is not null);
    }

    static void Chosen(SpeechOptions options) => (options.IsModelChosen, options.IsVoiceChosen) = (true, true);

    static Reply Spoken(ServerCall call) => Reply.Sound(ToneSound.Wav(call.Text("input")!));

    /// <summary>A server that takes the first of these models.</summary>
    static SpeechServer Serving(params string[] models) => new(call => call.Path == "/v1/models" ? Reply.Json(200, new { data = models.Select(static id => new { id }) })
        : call.Text("model") == models[0] && models[0] is not ("tts-1" or "whisper-1") ? Spoken(call) : Reply.Json(404, new { error = new { message = "The model does not exist." } }));

    static async Task<SpeechAnswer.Failed> FailedAsync(SpeechClient client, SpeechRequest request) =>
        Assert.IsType<SpeechAnswer.Failed>(await client.SynthesizeAsync(request, Cancellation));
}
