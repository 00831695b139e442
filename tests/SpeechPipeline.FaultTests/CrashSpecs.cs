using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Fixtures;

namespace SpeechPipeline.FaultTests;

/// <summary>A process that fails or dies at any of its calls loses nothing, doubles nothing, and pays again only for what was in flight.</summary>
public sealed class CrashSpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    static readonly Fault[] Crashes = [Fault.Fail, Fault.LoseAnswer, Fault.LoseAnswerAndRetries, Fault.KillBefore, Fault.KillAfter];

    [Theory]
    [InlineData(1)]
    [InlineData(3, Traits = ["Category", "Soak"])]
    public async Task A_short_job_survives_a_crash_at_every_call(int segments)
    {
        var ledger = new Ledger(fixture, $"crash at every call, {segments} segments");
        foreach (var fault in Crashes)
        {
            for (var call = 1; await StruckAsync(ledger, segments, new FaultPoint(call, fault)); call++)
            {
            }
        }

        ledger.Close(Counted.Struck.AtLeast(100), Counted.Killed.AtLeast(40), Counted.KilledInFlight.AtLeast(2 * segments), Counted.Redelivered.AtLeast(40));
    }

    [Fact]
    public async Task A_job_survives_a_crash_at_any_call_and_another_while_it_recovers()
    {
        var (random, ledger) = (new Random(Seed.Value), new Ledger(fixture, "two crashes, 1 segment", Seed.Value));
        var calls = await CountCallsAsync(ledger, 1);
        for (var i = 0; i < 40; i++)
        {
            var first = new FaultPoint(random.Next(1, calls), random.Next(2) == 0 ? Fault.KillBefore : Fault.KillAfter);
            var second = new FaultPoint(random.Next(1, calls), Crashes[random.Next(Crashes.Length)]);
            await StruckAsync(ledger, 1, first, second);
        }

        ledger.Close(Counted.Struck.AtLeast(60), Counted.Killed.AtLeast(40), Counted.Redelivered.AtLeast(20));
    }

    [Fact]
    public async Task A_long_job_survives_a_crash_at_any_of_twenty_calls()
    {
        var (random, ledger) = (new Random(Seed.Value), new Ledger(fixture, "crash at 20 calls, 40 segments", Seed.Value));
        var calls = await CountCallsAsync(ledger, 40);
        for (var i = 0; i < 20; i++)
        {
            await StruckAsync(ledger, 40, new FaultPoint(random.Next(1, calls), Crashes[i % Crashes.Length]));
        }

        ledger.Close(Counted.Struck.AtLeast(18), Counted.Killed.AtLeast(6), Counted.KilledInFlight.AtLeast(2), Counted.Redelivered.AtLeast(10), Counted.HandedOn.AtLeast(10));
    }

    [Fact]
    [Trait("Category", "Soak")]
    public async Task A_long_job_survives_a_crash_at_every_call()
    {
        var ledger = new Ledger(fixture, "crash at every call, 40 segments");
        foreach (var fault in Crashes)
        {
            for (var call = 1; await StruckAsync(ledger, 40, new FaultPoint(call, fault)); call++)
            {
                if (ledger.Runs % 25 == 0)
                {
                    await fixture.EmptyStorageAsync();
                }
            }
        }

        ledger.Close(Counted.Struck.AtLeast(500), Counted.Killed.AtLeast(200), Counted.KilledInFlight.AtLeast(50), Counted.Redelivered.AtLeast(300), Counted.HandedOn.AtLeast(200));
    }

    /// <summary>How many calls a job makes at least: a process that is new, or slow, makes more.</summary>
    async Task<int> CountCallsAsync(Ledger ledger, int segments)
    {
        var calls = int.MaxValue;
        for (var i = 0; i < 2; i++)
        {
            await using var run = Run(new Article($"n{segments}x{i}", segments), point: null, second: null);
            await run.ServeAsync();
            await ledger.EnterAsync(run.Report("untouched"), run.Witness);
            calls = Math.Min(calls, run.First.Calls);
        }

        return calls;
    }

    async Task<bool> StruckAsync(Ledger ledger, int segments, FaultPoint point, FaultPoint? second = null)
    {
        var article = new Article($"{ledger.Runs}-{segments}{point.Fault}{point.Call}{second?.Fault}{second?.Call}", segments);
        await using var run = Run(article, point, second);
        await run.ServeAsync();
        await ledger.EnterAsync(run.Report($"{segments} segments, {point}{second}"), run.Witness);
        return run.First.Struck is not null;
    }

    // Of three segments one is spoken after the other while time passes, so that claims are renewed in between; of forty, eight
    // at once, and the budget is spent on the way, so that the job is handed on.
    ServedRun Run(Article article, FaultPoint? point, FaultPoint? second)
    {
        var run = new ServedRun(
            fixture, article, point, ("Jobs:SegmentConcurrency", article.Segments > 3 ? "8" : "1"), ("Jobs:InvocationBudget", "00:00:30"))
        {
            Second = second,
            IdempotencyKey = article.Segments == 1 ? article.Label : null,
        };
        fixture.Sides.OnSpeech = () =>
        {
            run.Leap(TimeSpan.FromSeconds(article.Segments switch { 1 => 0, 3 => 2.5, _ => 1.25 }));
            return Task.CompletedTask;
        };
        return run;
    }
}
