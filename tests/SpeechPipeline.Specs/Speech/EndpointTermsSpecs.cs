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
    [InlineData("canopylabs/orpheus-3b-0.1-ft", "orpheus-3b")]
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
    [InlineData(SpeechChoice.Voice, "It has these voices: one, two.")]
    [InlineData(SpeechChoice.Model, "It has these models: their-speech-tts.")]
    public async Task A_default_that_somebody_names_is_named(SpeechChoice named, string advice)
    {
        using var server = new SpeechServer(static call => call.Path switch
        {
            "/v1/audio/voices" => Reply.Json(200, new { voices = new[] { "one", "two" } }),
            "/v1/models" => Reply.Json(200, new { data = new[] { new { id = "their-speech-tts" } } }),
            _ when call.Text("model") != "their-speech-tts" => Reply.Json(404, new { detail = "The model does not exist." }),
            _ when call.Text("voice") is not ("one" or "two") => Reply.Json(400, new { detail = "Voice not found" }),
            _ => Spoken(call),
        });
        var client = EndpointClient.For($"{server.Root}/v1");
        var request = EndpointClient.Hello with { Named = named };
        Assert.Contains(advice, (await FailedAsync(client, request)).Message, StringComparison.Ordinal);
        // Nor does what others have taught the client change it.
        Assert.Equal(SpeechChoice.Model | SpeechChoice.Voice, Assert.IsType<SpeechAnswer.Spoken>(await client.SynthesizeAsync(EndpointClient.Hello, Cancellation)).StandIns);
        Assert.Contains(advice, (await FailedAsync(client, request)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_somebody_names_is_found_by_the_servers_name_for_it()
    {
        using var server = Serving("kokoro");
        var spoken = Assert.IsType<SpeechAnswer.Spoken>(await EndpointClient.For($"{server.Root}/v1").SynthesizeAsync(EndpointClient.Hello with { Named = SpeechChoice.Model }, Cancellation));
        Assert.Equal(SpeechChoice.None, spoken.StandIns);
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

    [Fact]
    public async Task A_dearer_model_never_stands_in()
    {
        using var server = Serving("their-speech-tts");
        Assert.IsType<SpeechAnswer.Spoken>(await EndpointClient.For($"{server.Root}/v1").SynthesizeAsync(EndpointClient.Hello, Cancellation));
        Assert.IsType<SpeechAnswer.Spoken>(await EndpointClient.For($"{server.Root}/v1", choose: Priced(4)).SynthesizeAsync(EndpointClient.Hello, Cancellation));
        Assert.Contains("It has these models", (await FailedAsync(EndpointClient.For($"{server.Root}/v1", choose: Priced(5)), EndpointClient.Hello)).Message, StringComparison.Ordinal);
        // By its own name, or by that which a setting gives it at the endpoint.
        Assert.Contains("It has these models", (await FailedAsync(EndpointClient.For($"{server.Root}/v1", choose: static options => options.Models["cartesia/sonic"].EndpointName = "their-speech-tts"), EndpointClient.Hello)).Message, StringComparison.Ordinal);

        using var kin = Serving("somebody/kokoro-82m-plus");
        Assert.Contains("It has these models", (await FailedAsync(EndpointClient.For($"{kin.Root}/v1", choose: static options => options.Models["somebody/kokoro-82m-plus"] = new SpeechModel { UsdPerMillionCharacters = 5 }), EndpointClient.Hello)).Message, StringComparison.Ordinal);

        static Action<SpeechOptions> Priced(decimal price) => options => options.Models["their-speech-tts"] = new SpeechModel { UsdPerMillionCharacters = price };
    }

    [Fact]
    public async Task A_list_that_fails_is_not_an_empty_one()
    {
        using var server = new SpeechServer(static call => call.Path switch
        {
            "/v1/models" or "/v1/voices" or "/v1/audio/voices" => Reply.Text(503, "Later."),
            "/models" => Reply.Json(200, new { data = new[] { new { id = "kokoro" } } }),
            _ when call.Text("voice") == "af_heart" => Reply.Json(400, new { detail = "Voice 'af_heart' not found" }),
            _ => Reply.Json(404, new { error = "The model does not exist." }),
        });
        await FailedAsync(EndpointClient.For($"{server.Root}/v1"), EndpointClient.Hello);
        await FailedAsync(EndpointClient.For(server.Root), EndpointClient.Hello with { Voice = "another" });
        Assert.Equal(["af_heart", "another"], server.Spoken.Select(static call => call.Text("voice")));
    }

    [Theory]
    [InlineData("cartesia/sonic-2", "cartesia/sonic-3")]
    [InlineData("cartesia/sonic-2", "cartesia/sonic")]
    [InlineData("cartesia/sonic-2", "sonic-3")]
    [InlineData("canopylabs/orpheus-3b-0.1-ft", "orpheus-1b")]
    [InlineData("canopylabs/orpheus-3b-0.1-ft", "somebody/orpheus-3b-0.2-ft")]
    [InlineData("hexgrad/Kokoro-82M", "somebody/Kokoro-82M-asr")]
    [InlineData("parler-tts/parler-tts-mini", "somebody/parler-tts-large")]
    public async Task A_sibling_is_another_model(string model, string name)
    {
        using var server = Serving(name);
        Assert.Contains($"It has these models: {name}.", (await FailedAsync(EndpointClient.For($"{server.Root}/v1", choose: Chosen), EndpointClient.Hello with { Model = model })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_the_server_that_does_not_name_the_model_is_none_of_the_models()
    {
        using var server = new SpeechServer(static call => call.Path == "/v1/models" ? Reply.Json(200, new { data = new[] { new { id = "kokoro" } } }) : Reply.Json(500, new { error = "The model crashed." }));
        Assert.Equal(SpeechFailureKind.Passing, (await FailedAsync(EndpointClient.For($"{server.Root}/v1"), EndpointClient.Hello)).Kind);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task A_language_that_is_refused_as_such_is_left_out_for_itself_alone()
    {
        using var server = new SpeechServer(static call => call.Text("language") is "en" ? Reply.Json(400, new { message = "Invalid language 'en'. Supported: Auto, German" }) : Spoken(call));
        var client = EndpointClient.For($"{server.Root}/v1");
        foreach (var language in new[] { "en", "de", "en" })
        {
            Assert.IsType<SpeechAnswer.Spoken>(await client.SynthesizeAsync(EndpointClient.Hello with { Language = language }, Cancellation));
        }

        Assert.Equal(["en", null, "de", null], server.Spoken.Select(static call => call.Text("language")));
    }

    [Theory]
    [InlineData("The text is too long. Set stream to true, and see sample_rate and response_format in the manual.")]
    [InlineData("Too many characters (language en, response_format wav, stream false).")]
    [InlineData("The input cannot be spoken. Fields of a request: input, response_format, language, sample_rate, stream.")]
    public async Task A_field_that_is_only_mentioned_stays(string message)
    {
        using var server = new SpeechServer(_ => Reply.Json(400, new { message }));
        Assert.Contains(message, (await FailedAsync(EndpointClient.For($"{server.Root}/v1"), EndpointClient.Hello)).Message, StringComparison.Ordinal);
        Assert.Single(server.Calls);
    }

    [Theory]
    [InlineData("sample_rate", "Unsupported sample_rate: 24000")]
    [InlineData("sample_rate", "sample_rate must be 44100")]
    [InlineData("sample_rate", "Invalid value for sample_rate")]
    [InlineData("stream", "stream is not supported")]
    [InlineData("stream", "Got an unexpected keyword argument 'stream'")]
    [InlineData("stream", "Unknown parameters: speed, language_hint, stream")]
    [InlineData("response_format", "'wav' is not a supported response_format")]
    [InlineData("response_format", "response_format 'wav' isn't supported; use mp3")]
    [InlineData("response_format", "response_format: Input should be 'mp3' or 'pcm'")]
    public async Task A_field_or_a_value_that_is_refused_in_words_is_left_out(string field, string message)
    {
        using var server = new SpeechServer(call => call.Fields.Contains(field) ? Reply.Json(400, new { message }) : Spoken(call));
        Assert.IsType<SpeechAnswer.Spoken>(await EndpointClient.For($"{server.Root}/v1").SynthesizeAsync(EndpointClient.Hello, Cancellation));
        Assert.Equal(2, server.Calls.Count);
    }

    [Theory]
    [InlineData(500, SpeechFailureKind.Passing)]
    [InlineData(503, SpeechFailureKind.Full)]
    [InlineData(408, SpeechFailureKind.Passing)]
    [InlineData(402, SpeechFailureKind.KeyRefused)]
    [InlineData(400, SpeechFailureKind.Rejected)]
    public async Task Where_the_first_root_has_no_route_the_answer_of_the_second_counts(int status, SpeechFailureKind kind)
    {
        using var server = new SpeechServer(call => call.Path == "/audio/speech" ? Reply.Text(status, "Because.") : Reply.Json(404, new { detail = "Not Found" }));
        var failed = await FailedAsync(EndpointClient.For(server.Root), EndpointClient.Hello);
        Assert.Equal((kind, $"The endpoint answered {status}: Because."), (failed.Kind, failed.Message));
    }

    [Fact]
    public async Task The_rate_of_a_model_stays_its_own_under_another_name()
    {
        using var server = new SpeechServer(static call => call.Path == "/v1/models" ? Reply.Json(200, new { data = new[] { new { id = "kokoro" } } })
            : call.Text("model") == "kokoro" ? Reply.Sound(ToneSound.Raw(call.Text("input")!), "audio/pcm") : Reply.Json(404, new { error = "The model does not exist." }));
        Assert.Equal(24_000, Assert.IsType<SpeechAnswer.Spoken>(await EndpointClient.For($"{server.Root}/v1").SynthesizeAsync(EndpointClient.Hello, Cancellation)).Audio.Format.SampleRateHz);
    }

    [Theory]
    [InlineData("The model does not exist.", 0)]
    [InlineData("The model does not exist.", 20)]
    [InlineData("The model does not exist.", 90)]
    [InlineData("Voice 'af_heart' not found.", 0)]
    [InlineData("Voice 'af_heart' not found.", 20)]
    public async Task A_refusal_stays_what_it_is_when_a_list_does_not_come(string message, int seconds)
    {
        var clock = new FakeTimeProvider();
        using var http = new HttpClient(new WithoutLists(message, clock, TimeSpan.FromSeconds(seconds)));
        var client = new SpeechClient(http, Microsoft.Extensions.Options.Options.Create(new SpeechOptions { BaseAddress = new Uri("http://speech.example.com/v1") }), clock);
        var failed = await FailedAsync(client, EndpointClient.Hello);
        Assert.Equal((SpeechFailureKind.Rejected, $"The endpoint answered 400: {message}"), (failed.Kind, failed.Message));
    }

    [Fact]
    public async Task A_message_stays_short_whatever_is_listed()
    {
        var names = Enumerable.Range(0, 40).Select(static number => $"{new string('n', 3_000)}{number}").ToArray();
        using var server = new SpeechServer(call => call.Path switch
        {
            "/v1/models" => Reply.Json(200, new { data = names.Select(static id => new { id }) }),
            "/v1/voices" => Reply.Json(200, new { voices = names }),
            _ => Reply.Json(400, new { error = call.Text("model") == "any" ? "Voice not found." : "Model not found." }),
        });
        Assert.InRange((await FailedAsync(EndpointClient.For($"{server.Root}/v1", choose: Chosen), EndpointClient.Hello)).Message.Length, 100, 4_000);
        Assert.InRange((await FailedAsync(EndpointClient.For($"{server.Root}/v1", choose: static options =>
        {
            Chosen(options);
            options.Models["hexgrad/Kokoro-82M"].EndpointName = "any";
        }), EndpointClient.Hello)).Message.Length, 100, 4_000);
    }

    [Fact]
    public async Task Speech_is_remembered_when_terms_are_forgotten()
    {
        var clock = new FakeTimeProvider();
        using var server = new SpeechServer(Spoken);
        var client = EndpointClient.For($"{server.Root}/v1", time: clock);
        Assert.False(client.HasSpokenLately);
        clock.Advance(TimeSpan.FromMinutes(58));
        await client.SynthesizeAsync(EndpointClient.Hello, Cancellation);
        clock.Advance(TimeSpan.FromMinutes(4));
        Assert.True(client.HasSpokenLately);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(client.HasSpokenLately);
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

    /// <summary>Refuses what it is asked for, and never lists what it has: that ends at once, or after some time of the clock.</summary>
    sealed class WithoutLists(string message, FakeTimeProvider clock, TimeSpan wait) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post)
            {
                return new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) { Content = new StringContent(message), RequestMessage = request };
            }

            if (wait > TimeSpan.Zero)
            {
                clock.Advance(wait);
                await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
            }

            throw new HttpRequestException("The connection was lost.");
        }
    }
}
