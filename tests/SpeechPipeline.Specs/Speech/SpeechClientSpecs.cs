using System.Text.Json;
using Microsoft.Extensions.Options;
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
            System.Text.Encoding.UTF8.GetString(SpeechRequestBody.Write(request, [])));
        Assert.Equal(
            """{"model":"hexgrad/Kokoro-82M","input":"Hello there, everyone.","voice":"am_adam","response_format":"wav","stream":false}""",
            System.Text.Encoding.UTF8.GetString(SpeechRequestBody.Write(request, ["language", "sample_rate", "extra_params"])));
    }

    async Task<SpeechAnswer> SynthesizeAsync(TimeSpan? timeout = null, CancellationToken? cancellationToken = null)
    {
        using var http = new HttpClient();
        var options = Options.Create(new SpeechOptions { BaseAddress = Endpoint.BaseAddress, CallTimeout = timeout ?? TimeSpan.FromSeconds(60) });
        return await new SpeechClient(http, options, TimeProvider.System).SynthesizeAsync(Hello, cancellationToken ?? TestContext.Current.CancellationToken);
    }
}
