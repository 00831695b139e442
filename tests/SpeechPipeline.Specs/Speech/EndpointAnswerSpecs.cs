using System.Text;
using SpeechPipeline.Audio;
using SpeechPipeline.Speech;
using SpeechPipeline.TestTools.Servers;

namespace SpeechPipeline.Specs.Speech;

/// <summary>What an answer is, its body says more than its status; and a person reads why there was no speech.</summary>
public sealed class EndpointAnswerSpecs
{
    const string Key = "sk-0123456789";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(203)]
    [InlineData(206)]
    public async Task Sound_is_sound_whatever_the_status_of_success(int status)
    {
        using var server = new SpeechServer(call => Reply.Sound(ToneSound.Wav(call.Text("input")!)) with { Status = status });
        Assert.IsType<SpeechAnswer.Spoken>(await AskAsync(server));
    }

    [Theory]
    [InlineData(200, "application/json", """{"error":{"message":"The model is overloaded."}}""", "The endpoint answered 200, but not with sound. It says: The model is overloaded.")]
    [InlineData(200, "audio/wav", """{"detail":"The model is overloaded."}""", "It says: The model is overloaded.")]
    [InlineData(200, "text/html", "<html><title>Sign in</title></html>", "It says: Sign in")]
    [InlineData(202, "application/json", """{"message":"Come again.","id":"1"}""", "The endpoint answered 202, but not with sound. It says: Come again.")]
    [InlineData(201, "text/plain", "Created", "It says: Created")]
    [InlineData(204, "text/plain", "", "The endpoint answered 204, but not with usable sound: The audio is empty")]
    [InlineData(200, "audio/pcm", """{"error":"No."}""", "It says: No.")]
    public async Task Success_without_sound_is_an_answer_and_says_why(int status, string type, string body, string message)
    {
        using var server = new SpeechServer(_ => Reply.Text(status, body, type));
        var failed = Assert.IsType<SpeechAnswer.Failed>(await AskAsync(server));
        Assert.Equal(SpeechFailureKind.BadAudio, failed.Kind);
        Assert.Contains(message, failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_that_keeps_a_call_what_it_is_and_stays_on_the_host_is_followed_with_the_key(int status)
    {
        using var server = new SpeechServer(call => call.Path == "/v1/audio/speech" ? Redirect(status, "/v2/audio/speech?a=b")
            : call is { Path: "/v2/audio/speech", Query: "?a=b", Bearer: Key, Method: "POST" } ? Reply.Sound(ToneSound.Wav(call.Text("input")!)) : Reply.Text(400, "No."));
        Assert.IsType<SpeechAnswer.Spoken>(await AskAsync(server));
    }

    [Theory]
    [InlineData(301, "/v2/audio/speech?token=secret", "/v2/audio/speech")]
    [InlineData(302, "https://login.example.com/sign-in?next=secret", "https://login.example.com/sign-in")]
    [InlineData(303, "/v2", "/v2")]
    [InlineData(307, "https://other.example.com/v1/audio/speech", "https://other.example.com/v1/audio/speech")]
    [InlineData(308, "http://127.0.0.1:1/v1/audio/speech", "http://127.0.0.1:1/v1/audio/speech")]
    public async Task Any_other_redirect_is_said_and_the_key_stays(int status, string location, string target)
    {
        using var server = new SpeechServer(call => call.Path == "/v1/audio/speech" ? Redirect(status, location) : Reply.Sound(ToneSound.Wav("Hello there, everyone.")));
        var failed = Assert.IsType<SpeechAnswer.Failed>(await AskAsync(server));
        Assert.Equal(SpeechFailureKind.Rejected, failed.Kind);
        Assert.StartsWith($"The endpoint answered {status} at {server.Root}/v1/audio/speech, a redirect to ", failed.Message, StringComparison.Ordinal);
        Assert.Contains(target, failed.Message, StringComparison.Ordinal);
        Assert.Contains("Set Speech:BaseAddress", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failed.Message, StringComparison.Ordinal);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task The_target_of_a_redirect_is_cut_short()
    {
        using var server = new SpeechServer(static _ => Redirect(302, $"/{new string('x', 30_000)}"));
        Assert.InRange(Assert.IsType<SpeechAnswer.Failed>(await AskAsync(server)).Message.Length, 100, 2_000);
        // The same where it was followed, and leads nowhere.
        using var kept = new SpeechServer(static call => call.Path == "/v1/audio/speech" ? Redirect(307, $"/{new string('x', 15_000)}") : Reply.Text(404, "Not here."));
        Assert.InRange(Assert.IsType<SpeechAnswer.Failed>(await AskAsync(kept)).Message.Length, 100, 2_000);
    }

    [Theory]
    [InlineData(Key)]
    [InlineData("Hello there, everyone.")]
    [InlineData("secret-of-the-query")]
    public async Task Nothing_of_a_key_or_a_text_is_left_where_a_reason_is_cut(string secret)
    {
        foreach (var before in new[] { 0, 480, 490, 498 })
        {
            using var server = new SpeechServer(_ => Reply.Text(400, $"{new string('-', before)}{secret} is not taken."));
            var client = EndpointClient.For($"{server.Root}/v1?api-version=1&key=secret-of%2Dthe-query", Key);
            var failed = Assert.IsType<SpeechAnswer.Failed>(await client.SynthesizeAsync(EndpointClient.Hello, Cancellation));
            Assert.DoesNotContain(secret[..3], failed.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Bytes_that_only_begin_like_MP3_are_none()
    {
        using var server = new SpeechServer(static _ => Reply.Sound([0xFF, 0xE2, 0xFF, 0x00, .. new byte[400]], "application/octet-stream"));
        var failed = Assert.IsType<SpeechAnswer.Failed>(await AskAsync(server));
        Assert.Contains("The audio is not a WAV but ", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_that_lead_round_and_round_end()
    {
        using var server = new SpeechServer(static _ => Redirect(307, "/v1/audio/speech"));
        Assert.Equal(SpeechFailureKind.Rejected, Assert.IsType<SpeechAnswer.Failed>(await AskAsync(server)).Kind);
        Assert.Equal(5, server.Calls.Count);
    }

    [Fact]
    public async Task A_missing_route_is_told_with_its_address_and_without_its_query()
    {
        using var server = new SpeechServer(static _ => Reply.Text(404, """{"detail":"Not Found"}""", "application/json"));
        var failed = Assert.IsType<SpeechAnswer.Failed>(await EndpointClient.For($"{server.Root}/v1?key=secret", Key).SynthesizeAsync(EndpointClient.Hello, Cancellation));
        Assert.Equal($"The endpoint answered 404 at {server.Root}/v1/audio/speech: Not Found.", failed.Message);
    }

    [Theory]
    [InlineData("audio/L16;rate=16000;channels=1", 16_000, true)]
    [InlineData("audio/L16; rate=24000", 24_000, false)]
    [InlineData("audio/pcm;rate=22050", 22_050, false)]
    [InlineData("audio/pcm", 24_000, false)]
    [InlineData("audio/raw; sample_rate=\"48000\"", 48_000, false)]
    public async Task Samples_without_a_header_are_read_as_their_type_says(string type, int rate, bool isBigEndian)
    {
        using var server = new SpeechServer(call => Reply.Sound(Ordered(ToneSound.Raw(call.Text("input")!, rate), isBigEndian), type));
        var spoken = Assert.IsType<SpeechAnswer.Spoken>(await AskAsync(server));
        Assert.Equal(rate, spoken.Audio.Format.SampleRateHz);
        Assert.Equal(WavReader.Read(ToneSound.Wav(EndpointClient.Hello.Input, rate)).Samples, spoken.Audio.Samples);
    }

    [Fact]
    public async Task Samples_whose_rate_nobody_says_are_refused()
    {
        using var server = new SpeechServer(call => Reply.Sound(ToneSound.Raw(call.Text("input")!), "audio/pcm"));
        var failed = Assert.IsType<SpeechAnswer.Failed>(await EndpointClient.For($"{server.Root}/v1").SynthesizeAsync(EndpointClient.Hello with { Model = "another" }, Cancellation));
        Assert.Contains("FixedSampleRateHz", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("24000", "64k")]
    [InlineData("44100", "128k")]
    [InlineData("22050", "32k")]
    public async Task MP3_is_decoded(string rate, string bits)
    {
        var wav = ToneSound.Wav(EndpointClient.Hello.Input);
        var mp3 = Ffmpeg.Run(wav, "-i", "pipe:0", "-ar", rate, "-b:a", bits, "-f", "mp3", "pipe:1");
        using var server = new SpeechServer(_ => Reply.Sound(mp3, "audio/mpeg"));
        var spoken = Assert.IsType<SpeechAnswer.Spoken>(await AskAsync(server));
        var expected = Ffmpeg.DecodeToFloat(mp3);
        Assert.Equal(int.Parse(rate, System.Globalization.CultureInfo.InvariantCulture), spoken.Audio.Format.SampleRateHz);
        Assert.Equal(Loudness(expected), Loudness(spoken.Audio.Samples), 0.01);
        Assert.Equal((double)expected.Length, spoken.Audio.Samples.Length, 3 * 1152.0);
    }

    [Fact]
    public async Task Damaged_MP3_is_an_answer_and_no_exception()
    {
        var mp3 = Ffmpeg.Run(ToneSound.Wav(EndpointClient.Hello.Input), "-i", "pipe:0", "-f", "mp3", "pipe:1");
        var random = new Random(11);
        var body = mp3;
        using var server = new SpeechServer(_ => Reply.Sound(body, "audio/mpeg"));
        var client = EndpointClient.For($"{server.Root}/v1", Key);
        for (var round = 0; round < 60; round++)
        {
            body = [.. mp3[..random.Next(2, mp3.Length)]];
            for (var i = 0; i < 20; i++)
            {
                body[random.Next(2, Math.Max(3, body.Length)) % body.Length] = (byte)random.Next(256);
            }

            var answer = await client.SynthesizeAsync(EndpointClient.Hello, Cancellation);
            Assert.True(answer is SpeechAnswer.Spoken or SpeechAnswer.Failed { Kind: SpeechFailureKind.BadAudio }, $"{answer}");
        }
    }

    static double Loudness(float[] samples) => Math.Sqrt(samples.Sum(static sample => (double)sample * sample) / samples.Length);

    static byte[] Ordered(byte[] little, bool isBigEndian) => isBigEndian ? [.. little.Chunk(2).SelectMany(static pair => pair.Reverse())] : little;

    static Reply Redirect(int status, string location) => new(status, "text/plain", Encoding.UTF8.GetBytes("Moved"), ("Location", location));

    static Task<SpeechAnswer> AskAsync(SpeechServer server) => EndpointClient.For($"{server.Root}/v1", Key).SynthesizeAsync(EndpointClient.Hello, Cancellation);
}
