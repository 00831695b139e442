using System.Security.Cryptography;
using SpeechPipeline.LocalHost.Endpoint;
using SpeechPipeline.LocalHost.Endpoint.Faults;

namespace SpeechPipeline.Specs.Endpoint;

public sealed class LedgerSpecs : EndpointSpecs
{
    readonly LogLines _log = new();
    readonly WatchedClock _clock = new();

    protected override SpeechEndpointOptions Options => new() { Clock = _clock, LoggerFactory = _log };

    [Fact]
    public async Task A_call_is_kept_without_its_text()
    {
        await SpeakAsync(("voice", "am_adam(2)+af_heart"), ("language", "en-gb"), ("response_format", "raw"));

        var expected = new EndpointCall(
            1, Kokoro, "am_adam(2)+af_heart", "en-gb", Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Sentence))), Sentence.Length,
            "raw", 24_000, _clock.GetUtcNow(), null);
        Assert.Equal(expected, Assert.Single(Endpoint.Ledger.Calls));
    }

    [Fact]
    public async Task Calls_are_answered_at_the_same_time()
    {
        Endpoint.Faults.Next(Fault.NeverAnswer(), calls: 5);

        var answers = Enumerable.Range(0, 5).Select(_ => PostAsync(Request())).ToList();
        await Endpoint.Ledger.WaitForAsync(5, Cancelled);

        Assert.Equal(5, Endpoint.Ledger.MostAtOnce);
        await Endpoint.DisposeAsync();
        foreach (var answer in answers)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        }
    }

    [Fact]
    public async Task No_log_line_holds_the_text()
    {
        const string Secret = "Persimmon";
        await SpeakAsync(("input", $"{Secret} jam."));
        using var refused = await PostAsync(Request(("input", $"{Secret} jam."), ("voice", "nobody")));
        Endpoint.Faults.Next(new Fault("broken", _ => throw new FliteException("broken")));
        using var failed = await PostAsync(Request(("input", $"{Secret} jam.")));

        Assert.Equal(500, (int)failed.StatusCode);
        Assert.Equal("internal_error", (await ErrorAsync(failed)).GetProperty("code").GetString());
        Assert.Contains(_log.Lines, line => line.Contains("am_adam"));
        Assert.Contains(_log.Lines, line => line.Contains("invalid_voice"));
        Assert.Contains(_log.Lines, line => line.Contains("failed"));
        Assert.DoesNotContain(_log.Lines, line => line.Contains(Secret));
    }
}
