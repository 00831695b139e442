using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

/// <summary>
/// An endpoint with a quota, and jobs that always want more, in steps of 10 ms of a clock that only the simulation moves. The quota
/// bounds calls under way, or calls a second (a bucket of one second's worth); beyond it the answer is 429, after 50 ms.
/// </summary>
sealed class QuotaSimulation(LimiterFixture fixture, int seed, double hintSeconds) : IDisposable
{
    const double Step = 0.01;
    const int Jobs = 5;
    const int WaitingPerJob = 8;

    readonly Random _random = new(seed);
    readonly List<(Task<SpeechEntry> Entry, string Job)> _entries = [];
    readonly List<(SpeechPermit Permit, DateTimeOffset EndsAt, bool Served)> _calls = [];
    DateTimeOffset _hint = DateTimeOffset.MinValue;
    double _tokens;

    public int Refused { get; private set; }

    public int EarlyCalls { get; private set; }

    /// <summary>Runs on; what was served, in relation to what the quota allows.</summary>
    /// <param name="seconds">For how long.</param>
    /// <param name="underWay">The quota of calls under way, where there is one.</param>
    /// <param name="perSecond">The quota of calls a second, where there is one.</param>
    /// <param name="callSeconds">What a call takes on average; single ones from half to one and a half of it.</param>
    public async Task<double> RunAsync(double seconds, int? underWay, double? perSecond, double callSeconds)
    {
        var (served, allowed) = (0.0, 0.0);
        for (var time = 0.0; time < seconds; time += Step)
        {
            fixture.Clock.Advance(TimeSpan.FromSeconds(Step));
            _tokens = Math.Min(perSecond ?? 0, _tokens + (Step * (perSecond ?? 0)));
            await EndAsync(underWay, perSecond is not null, callSeconds);
            await BeginAsync(underWay, perSecond is not null, callSeconds);
            served += Step * _calls.Count(call => call.Served);
            allowed += Step * (underWay ?? (perSecond!.Value * callSeconds));
        }

        return served / allowed;
    }

    public void Dispose() => _calls.ForEach(call => call.Permit.Dispose());

    async Task EndAsync(int? underWay, bool isRate, double callSeconds)
    {
        foreach (var call in _calls.Where(call => call.EndsAt <= fixture.Now).ToList())
        {
            _calls.Remove(call);
            if (!call.Served && hintSeconds > 0)
            {
                _hint = fixture.Now.AddSeconds(hintSeconds);
            }

            call.Permit.Report(call.Served
                ? LimiterFixture.Spoken
                : LimiterFixture.Failed(SpeechFailureKind.Throttled, hintSeconds > 0 ? _hint : null));
            // At once: what this answer let in went out before the next answer came.
            await BeginAsync(underWay, isRate, callSeconds);
        }
    }

    async Task BeginAsync(int? underWay, bool isRate, double callSeconds)
    {
        for (var job = 0; job < Jobs; job++)
        {
            while (_entries.Count(entry => entry.Job == $"{job}") < WaitingPerJob)
            {
                _entries.Add((fixture.EnterAsync($"{job}"), $"{job}"));
            }
        }

        foreach (var entry in _entries.Where(entry => entry.Entry.IsCompleted).ToList())
        {
            _entries.Remove(entry);
            if (await entry.Entry is SpeechEntry.Granted granted)
            {
                EarlyCalls += fixture.Now < _hint ? 1 : 0;
                var served = isRate ? _tokens >= 1 : _calls.Count(call => call.Served) < underWay;
                _tokens -= isRate && served ? 1 : 0;
                Refused += served ? 0 : 1;
                var duration = served ? callSeconds * (0.5 + _random.NextDouble()) : 0.05;
                _calls.Add((granted.Permit, fixture.Now.AddSeconds(duration), served));
            }
        }
    }
}
