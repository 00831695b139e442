using System.Net;
using System.Text;

namespace SpeechPipeline.Specs.Endpoint;

public sealed class WrongRequestSpecs : EndpointSpecs
{
    public static TheoryData<string, object?, int, string> WrongFields => new()
    {
        { "model", null, 400, "model" },
        { "model", 7, 400, "model" },
        { "model", "acme/voice", 404, "model" },
        { "input", null, 400, "input" },
        { "input", "", 400, "input" },
        { "input", " \n", 400, "input" },
        { "input", new[] { "a" }, 400, "input" },
        { "input", "...", 400, "input" },
        { "input", "日本語", 400, "input" },
        { "voice", null, 400, "voice" },
        { "voice", "tara", 400, "voice" },
        { "voice", "AM_ADAM", 400, "voice" },
        { "voice", "am_adam+", 400, "voice" },
        { "voice", "am_adam(0)+af_heart", 400, "voice" },
        { "voice", "am_adam(-1)+af_heart", 400, "voice" },
        { "voice", "am_adam+nobody", 400, "voice" },
        { "response_format", "flac", 400, "response_format" },
        { "response_format", true, 400, "response_format" },
        { "response_encoding", "pcm_s24le", 400, "response_encoding" },
        { "sample_rate", "24000", 400, "sample_rate" },
        { "sample_rate", 24000.5, 400, "sample_rate" },
        { "bit_rate", 65_000, 400, "bit_rate" },
        { "language", "EN", 400, "language" },
        { "language", "english", 400, "language" },
        { "extra_params", "x", 400, "extra_params" },
        { "extra_params", new { pronunciation_dict = "omg/oh my god" }, 400, "extra_params.pronunciation_dict" },
        { "extra_params", new { pronunciation_dict = new[] { "omg" } }, 400, "extra_params.pronunciation_dict" },
        { "extra_params", new { pronunciation_dict = new[] { "/oh my god" } }, 400, "extra_params.pronunciation_dict" },
        { "extra_params", new { pronunciation_dict = new object[] { "omg/oh my god", 3 } }, 400, "extra_params.pronunciation_dict" },
        { "stream", true, 400, "stream" },
        { "stream", "false", 400, "stream" },
    };

    [Theory]
    [MemberData(nameof(WrongFields))]
    public async Task A_wrong_field_is_refused_by_its_name(string field, object? value, int status, string param)
    {
        using var response = await PostAsync(Request((field, value)));

        Assert.Equal(status, (int)response.StatusCode);
        var error = await ErrorAsync(response);
        Assert.Equal(param, error.GetProperty("param").GetString());
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(Orpheus, "tara+leo")]
    [InlineData(Orpheus, "tara(2)")]
    [InlineData(Sonic, "polite man+wise man")]
    public async Task Only_Kokoro_mixes_voices(string model, string voice)
    {
        using var response = await PostAsync(Request(("model", model), ("voice", voice)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("voice", (await ErrorAsync(response)).GetProperty("param").GetString());
    }

    [Theory]
    [InlineData(7_999, "wav")]
    [InlineData(48_001, "wav")]
    [InlineData(30_000, "mp3")]
    public async Task A_model_that_obeys_the_sample_rate_refuses_one_it_cannot_have(int sampleRate, string format)
    {
        using var response = await PostAsync(Request(("model", Sonic), ("voice", "polite man"), ("sample_rate", sampleRate), ("response_format", format)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("sample_rate", (await ErrorAsync(response)).GetProperty("param").GetString());
    }

    [Theory]
    [InlineData("{\"model\":")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public async Task A_body_that_is_no_JSON_object_is_refused(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Client.PostAsync(Address("audio/speech"), content, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_json", (await ErrorAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Half_a_surrogate_pair_is_refused()
    {
        using var content = new StringContent($$"""{"model":"{{Kokoro}}","voice":"am_adam","input":"a \ud83d b"}""", Encoding.UTF8, "application/json");
        using var response = await Client.PostAsync(Address("audio/speech"), content, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("input", (await ErrorAsync(response)).GetProperty("param").GetString());
    }

    [Fact]
    public async Task A_body_that_does_not_call_itself_JSON_is_refused()
    {
        using var content = new StringContent("{}", Encoding.UTF8, "text/plain");
        using var response = await Client.PostAsync(Address("audio/speech"), content, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_content_type", (await ErrorAsync(response)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_body_beyond_4_MiB_is_too_large()
    {
        using var response = await PostAsync(Request(("input", new string('a', 5 << 20))));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        await ErrorAsync(response);
    }

    [Fact]
    public async Task An_input_beyond_what_the_OpenAI_model_takes_is_refused_not_cut()
    {
        using var response = await PostAsync(Request(("model", "tts-1"), ("voice", "echo"), ("input", new string('a', 4_097))));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("input", (await ErrorAsync(response)).GetProperty("param").GetString());
    }

    [Fact]
    public async Task A_GET_where_a_POST_belongs_is_not_allowed()
    {
        using var response = await Client.GetAsync(Address("audio/speech"), Cancelled);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("POST", response.Content.Headers.Allow.Single());
        await ErrorAsync(response);
    }

    [Fact]
    public async Task An_unknown_address_has_the_same_error_shape()
    {
        using var response = await Client.GetAsync(Address("audio/music"), Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        await ErrorAsync(response);
    }

    [Fact]
    public async Task Refused_requests_are_counted_but_are_no_calls()
    {
        using var response = await PostAsync(Request(("voice", "tara")));

        Assert.Equal((0, 1), (Endpoint.Ledger.Count, Endpoint.Ledger.Refused));
    }
}
