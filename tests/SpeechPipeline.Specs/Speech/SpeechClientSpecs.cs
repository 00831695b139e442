using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SpeechPipeline.Audio;
using SpeechPipeline.LocalHost.Endpoint;
using SpeechPipeline.LocalHost.Endpoint.Faults;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

/// <summary>The client against a real endpoint that misbehaves.</summary>
public sealed class SpeechClientSpecs : IAsyncLifetime
{
    static readonly SpeechRequest Hello = new("hexgrad/Kokoro-82M", "Hello there, everyone.", "am_adam", "en", 24_000);

    SpeechEndpoint? _endpoint;

    SpeechEndpoint Endpoint => _endpoint!;

    public async ValueTask InitializeAsync() => _endpoint = await SpeechEndpoint.StartAsync();

    public ValueTask DisposeAsync() => Endpoint.DisposeAsync();

    [Fact]
    public async Task Speech_is_decoded()
    {
        var spoken = Assert.IsType<SpeechAnswer.Spoken>(await SynthesizeAsync());
        Assert.Equal(24_000, spoken.Audio.Format.SampleRateHz);
        Assert.InRange(spoken.Audio.DurationSeconds, 0.5, 5);
    }

    [Theory]
    [InlineData(400, SpeechFailureKind.Rejected)]
    [InlineData(401, SpeechFailureKind.KeyRefused)]
    [InlineData(402, SpeechFailureKind.KeyRefused)]
    [InlineData(403, SpeechFailureKind.KeyRefused)]
    [InlineData(404, SpeechFailureKind.Rejected)]
    [InlineData(408, SpeechFailureKind.Passing)]
    [InlineData(409, SpeechFailureKind.Passing)]
    [InlineData(413, SpeechFailureKind.Rejected)]
    [InlineData(422, SpeechFailureKind.Rejected)]
    [InlineData(425, SpeechFailureKind.Passing)]
    [InlineData(429, SpeechFailureKind.Throttled)]
    [InlineData(500, SpeechFailureKind.Passing)]
    [InlineData(502, SpeechFailureKind.Passing)]
    [InlineData(503, SpeechFailureKind.Full)]
    [InlineData(504, SpeechFailureKind.Passing)]
    public async Task A_status_means_what_the_contract_says(int status, SpeechFailureKind kind)
    {
        Endpoint.Faults.Next(Fault.Status(status, """{"error":{"message":"Because.","type":"t","param":null,"code":null}}"""));
        var failed = Assert.IsType<SpeechAnswer.Failed>(await SynthesizeAsync());
        Assert.Equal(kind, failed.Kind);
        Assert.Contains("Because.", failed.Message, StringComparison.Ordinal);
        Assert.Contains($"{status}", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hint_comes_with_the_failure()
    {
        Endpoint.Faults.Next(Fault.TooManyRequests("5"));
        var failed = Assert.IsType<SpeechAnswer.Failed>(await SynthesizeAsync());
        Assert.NotNull(failed.NotBefore);
        Assert.InRange((failed.NotBefore.Value - DateTimeOffset.UtcNow).TotalSeconds, -30, 5);
    }

    public static TheoryData<string, SpeechFailureKind> Damage => new()
    {
        { "html", SpeechFailureKind.BadAudio },
        { "empty", SpeechFailureKind.BadAudio },
        { "truncated", SpeechFailureKind.BadAudio },
        { "cut", SpeechFailureKind.Passing },
        { "reset", SpeechFailureKind.Passing },
        { "slow", SpeechFailureKind.Passing },
    };

    [Theory]
    [MemberData(nameof(Damage))]
    public async Task What_is_no_whole_speech_is_never_taken_for_it(string damage, SpeechFailureKind kind)
    {
        Endpoint.Faults.Next(damage switch
        {
            "html" => Fault.Content("text/html", "<html>It works!</html>"),
            "empty" => Fault.Empty(),
            "truncated" => Fault.TruncateTo(5_000),
            "cut" => Fault.CutAfter(5_000),
            "reset" => Fault.Reset(),
            _ => Fault.NeverAnswer(),
        });
        Assert.Equal(kind, Assert.IsType<SpeechAnswer.Failed>(await SynthesizeAsync(TimeSpan.FromSeconds(3))).Kind);
    }

    [Theory]
    [InlineData("Content-Length: 1099511627776\r\n")]
    [InlineData("")]
    public async Task An_answer_that_never_ends_is_read_no_further_than_its_text_could_last(string promise)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sending = SendForeverAsync(listener, promise);
        var failed = Assert.IsType<SpeechAnswer.Failed>(await SynthesizeAsync(address: new Uri($"http://{listener.LocalEndpoint}/v1")));
        Assert.Equal(SpeechFailureKind.BadAudio, failed.Kind);
        Assert.Contains("too long for a text of 22 characters", failed.Message, StringComparison.Ordinal);
        // 7 MB, and what lies in the buffers of two sockets.
        Assert.InRange(await sending, 0, 32 << 20);
    }

    /// <summary>Answers one call for as long as anyone reads.</summary>
    /// <returns>How many bytes that were.</returns>
    static async Task<long> SendForeverAsync(TcpListener listener, string promise)
    {
        using var listening = listener;
        using var socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        var part = new byte[1 << 16];
        await socket.ReceiveAsync(part);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\n{promise}\r\n"));
        for (var sent = 0L; ; sent += part.Length)
        {
            try
            {
                await socket.SendAsync(part);
            }
            catch (SocketException)
            {
                return sent;
            }
        }
    }

    [Theory]
    [InlineData(8_000, 1, 60)]
    [InlineData(192_000, 2, 17)]
    public async Task An_answer_of_more_sound_than_its_text_could_be_is_not_decoded(int rate, int channels, int seconds)
    {
        var body = WavHeader.Build(new PcmFormat(rate, channels), SampleEncoding.PcmMuLaw, (long)rate * channels * seconds);
        Endpoint.Faults.Next(new Fault("long", exchange => exchange.AnswerAsync([.. body, .. new byte[rate * channels * seconds]])));
        var failed = Assert.IsType<SpeechAnswer.Failed>(await SynthesizeAsync());
        Assert.Equal(SpeechFailureKind.BadAudio, failed.Kind);
        Assert.Contains($"{seconds}.0 s; ", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_with_streamed_sizes_is_read_to_its_end()
    {
        var whole = Assert.IsType<SpeechAnswer.Spoken>(await SynthesizeAsync());
        Endpoint.Faults.Next(Fault.StreamedSizes(0xFFFFFFFF));
        Assert.Equal(whole.Audio.Samples, Assert.IsType<SpeechAnswer.Spoken>(await SynthesizeAsync()).Audio.Samples);
    }

    [Fact]
    public async Task An_unreachable_endpoint_is_a_passing_failure()
    {
        await Endpoint.DisposeAsync();
        Assert.Equal(SpeechFailureKind.Passing, Assert.IsType<SpeechAnswer.Failed>(await SynthesizeAsync()).Kind);
    }

    [Fact]
    public async Task The_callers_cancellation_is_no_answer()
    {
        Endpoint.Faults.Next(Fault.NeverAnswer());
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SynthesizeAsync(cancellationToken: source.Token));
    }

    [Fact]
    public void Every_field_that_applies_is_sent_and_none_that_a_setting_omits()
    {
        var request = Hello with { ExtraParameters = JsonSerializer.Deserialize<JsonElement>("""{"pronunciation_dict":["SQL/sequel"]}""") };
        Assert.Equal(
            """{"model":"hexgrad/Kokoro-82M","input":"Hello there, everyone.","voice":"am_adam","response_format":"wav","language":"en","sample_rate":24000,"stream":false,"extra_params":{"pronunciation_dict":["SQL/sequel"]}}""",
            Encoding.UTF8.GetString(SpeechRequestBody.Write(request, [])));
        Assert.Equal(
            """{"model":"hexgrad/Kokoro-82M","input":"Hello there, everyone.","voice":"am_adam","response_format":"wav","stream":false}""",
            Encoding.UTF8.GetString(SpeechRequestBody.Write(request, ["language", "sample_rate", "extra_params"])));
        Assert.Equal(
            """{"model":"hexgrad/Kokoro-82M","input":"Hello there, everyone.","voice":"am_adam","response_format":"wav","stream":false,"speed":1.25,"instructions":"Whisper.","cfg_scale":2,"tags":["a"]}""",
            Encoding.UTF8.GetString(SpeechRequestBody.Write(
                Hello with { Speed = 1.25, Instructions = "Whisper.", ExtraBody = JsonSerializer.Deserialize<JsonElement>("""{"cfg_scale":2,"tags":["a"]}""") }, ["language", "sample_rate"])));
    }

    async Task<SpeechAnswer> SynthesizeAsync(TimeSpan? timeout = null, Uri? address = null, CancellationToken? cancellationToken = null)
    {
        using var http = new HttpClient();
        var options = Options.Create(new SpeechOptions { BaseAddress = address ?? Endpoint.BaseAddress, CallTimeout = timeout ?? TimeSpan.FromSeconds(60) });
        return await new SpeechClient(http, options, TimeProvider.System).SynthesizeAsync(Hello, cancellationToken ?? TestContext.Current.CancellationToken);
    }
}
