using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Audio;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

/// <summary>A limiter on a clock that the test moves.</summary>
sealed class LimiterFixture : IDisposable
{
    public LimiterFixture(int concurrency = 16, int instances = 1, int seed = 1)
    {
        var options = Options.Create(new SpeechOptions { Concurrency = concurrency, Instances = instances });
        Limiter = new SpeechLimiter(options, Clock, new Random(seed));
    }

    public static SpeechAnswer Spoken { get; } = new SpeechAnswer.Spoken(new PcmAudio(new PcmFormat(24_000, 1), [0f]));

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public SpeechLimiter Limiter { get; }

    public SpeechLimiterState State => Limiter.State;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static SpeechAnswer Failed(SpeechFailureKind kind, DateTimeOffset? notBefore = null) =>
        new SpeechAnswer.Failed(kind, $"It said {kind}.", notBefore);

    public Task<SpeechEntry> EnterAsync(string job = "job", double budgetSeconds = 240) =>
        Limiter.EnterAsync(job, Now.AddSeconds(budgetSeconds), TestContext.Current.CancellationToken);

    public Task<SpeechEntry> EnterAsCallerAsync(CancellationToken gone) => Limiter.EnterAsync("caller", Now.AddSeconds(240), gone);

    /// <summary>Enters where there is a place, once the calls before it have their distance.</summary>
    public Task<SpeechPermit> PlaceAsync(string job = "job")
    {
        var entry = EnterAsync(job);
        Clock.Advance(TimeSpan.FromMilliseconds(100));
        return PermitAsync(entry);
    }

    public async Task<IReadOnlyList<SpeechPermit>> FillAsync(string job = "job")
    {
        var permits = new List<SpeechPermit>();
        while (State.UnderWay < (int)State.Level)
        {
            permits.Add(await PlaceAsync(job));
        }

        return permits;
    }

    /// <summary>The place that a caller must have been given by now.</summary>
    public static async Task<SpeechPermit> PermitAsync(Task<SpeechEntry> entry)
    {
        Assert.True(entry.IsCompleted, "The caller still waits.");
        return Assert.IsType<SpeechEntry.Granted>(await entry).Permit;
    }

    public void Dispose() => Limiter.Dispose();
}
