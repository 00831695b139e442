using SpeechPipeline.FaultTests.Bench;
using SpeechPipeline.FaultTests.Faults;

namespace SpeechPipeline.FaultTests;

/// <summary>Whatever storage answers to any call, the job ends, once.</summary>
public sealed class StorageFaultSpecs(FaultBench bench) : IClassFixture<FaultBench>
{
    static readonly Fault[] Faults = [Fault.Answer500, Fault.Answer503, Fault.Answer409, Fault.Answer412, Fault.TimeOut, Fault.TimeOutAfter];

    [Fact]
    public async Task A_job_of_one_segment_survives_each_fault_of_storage_at_every_call()
    {
        var ledger = new Ledger(bench, "storage faults at every call, 1 segment");
        foreach (var fault in Faults)
        {
            for (var call = 1; await StruckAsync(ledger, 1, new FaultPoint(call, fault, StorageOnly: true)); call++)
            {
            }
        }

        ledger.Close();
    }

    [Fact]
    public async Task A_job_of_three_segments_survives_faults_of_storage_at_any_call()
    {
        var (random, ledger) = (new Random(Seed.Value), new Ledger(bench, "storage faults at 48 calls, 3 segments", Seed.Value));
        for (var i = 0; i < 48; i++)
        {
            await StruckAsync(ledger, 3, new FaultPoint(random.Next(1, 36), Faults[i % Faults.Length], StorageOnly: true));
        }

        ledger.Close();
    }

    async Task<bool> StruckAsync(Ledger ledger, int segments, FaultPoint point)
    {
        var article = new Article($"{ledger.Runs}-{segments}{point.Fault}{point.Call}", segments);
        await using var run = new ServedRun(bench, article, point, ("Jobs:SegmentConcurrency", "1"));
        bench.Sides.OnSpeech = () =>
        {
            run.Clock.Advance(TimeSpan.FromSeconds(segments == 1 ? 0 : 2.5));
            return Task.CompletedTask;
        };
        await run.ServeAsync();
        await ledger.EnterAsync(run.Report($"{segments} segments, {point}"), run.Witness);
        return run.First.Struck is not null;
    }
}
