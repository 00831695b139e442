using SpeechPipeline.FaultTests.Bench;
using SpeechPipeline.FaultTests.Faults;

namespace SpeechPipeline.FaultTests;

/// <summary>A process that fails or dies at any of its calls loses nothing, doubles nothing, and pays again only for what was in flight.</summary>
public sealed class CrashSpecs(FaultBench bench) : IClassFixture<FaultBench>
{
    static readonly Fault[] Crashes = [Fault.Fail, Fault.LoseAnswer, Fault.LoseAnswerAndRetries, Fault.KillBefore, Fault.KillAfter];

    [Fact]
    public async Task A_job_of_one_segment_survives_a_crash_at_every_call()
    {
        var ledger = new Ledger(bench, "crash, 1 segment");
        foreach (var fault in Crashes)
        {
            for (var call = 1; await StruckAsync(ledger, 1, new FaultPoint(call, fault)); call++)
            {
            }
        }

        ledger.Close();
    }

    async Task<bool> StruckAsync(Ledger ledger, int segments, FaultPoint point)
    {
        var article = new Article($"c{segments}{point.Fault}{point.Call}", segments);
        await using var run = new ServedRun(bench, article, point, ("Jobs:SegmentConcurrency", "1"));
        await run.ServeAsync();
        await ledger.EnterAsync(run, article, $"{segments} segments, {point.Fault} at call {point.Call}", run.First.InFlight);
        return run.First.Struck is not null;
    }
}
