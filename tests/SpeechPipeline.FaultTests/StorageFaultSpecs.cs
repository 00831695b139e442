using SpeechPipeline.Durability;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Fixtures;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.FaultTests;

/// <summary>Whatever storage answers to any call, the job ends, once.</summary>
public sealed class StorageFaultSpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    static readonly Fault[] Faults = [Fault.Answer500, Fault.Answer503, Fault.Answer409, Fault.Answer412, Fault.TimeOut, Fault.TimeOutAfter];

    [Fact]
    public async Task A_job_of_one_segment_survives_each_fault_of_storage_at_every_call()
    {
        var ledger = new Ledger(fixture, "storage faults at every call, 1 segment");
        foreach (var fault in Faults)
        {
            for (var call = 1; await StruckAsync(ledger, 1, new FaultPoint(call, fault, call => call.IsStorage)); call++)
            {
            }
        }

        ledger.Close(Counted.Struck.AtLeast(100), Counted.Redelivered.AtLeast(40));
    }

    [Fact]
    public async Task A_job_of_three_segments_survives_faults_of_storage_at_any_call()
    {
        var (random, ledger) = (new Random(Seed.Value), new Ledger(fixture, "storage faults at 24 calls, 3 segments", Seed.Value));
        var calls = await CountCallsAsync(ledger, 3);
        for (var i = 0; i < 24; i++)
        {
            await StruckAsync(ledger, 3, new FaultPoint(random.Next(1, calls), Faults[i % Faults.Length], call => call.IsStorage));
        }

        ledger.Close(Counted.Struck.AtLeast(22), Counted.Redelivered.AtLeast(6));
    }

    [Theory]
    [InlineData("Fail")]
    [InlineData("TimeOut")]
    [InlineData("Answer500")]
    public async Task A_renewal_that_meets_a_fault_is_tried_again_before_the_claim_runs_out(string fault)
    {
        var (ledger, article) = (new Ledger(fixture, $"renewal, {fault}"), new Article($"renewal{fault}", 3));

        // The first write of the row is the claim, the second its first renewal.
        var renewal = new FaultPoint(2, Enum.Parse<Fault>(fault), call => call.Far == FarKind.Table && call.Name.StartsWith("PUT jobs(", StringComparison.Ordinal));
        await using var run = new ServedRun(fixture, article, renewal, ("Jobs:SegmentConcurrency", "1"));
        var held = new List<bool>();
        fixture.Sides.OnSpeech = async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                run.Leap(TimeSpan.FromSeconds(2.5));
                await Task.Delay(20);
            }

            var address = fixture.Sides.HookAddress(article.Label);
            await foreach (var job in fixture.Storage.JobTable.QueryAsync<JobRow>(row => row.RowKey == JobRow.Key && row.Webhook == address))
            {
                held.Add(job.IsClaimed(run.Clock.GetUtcNow()));
            }
        };
        await run.ServeAsync();
        await ledger.EnterAsync(run.Report(fault), run.Witness);
        ledger.Close(Counted.Struck.AtLeast(1));
        Assert.NotNull(run.First.Struck);
        Assert.Equal([true, true, true], held);
    }

    [Fact]
    public async Task What_is_under_way_when_one_segment_cannot_be_stored_is_stored()
    {
        var (ledger, article) = (new Ledger(fixture, "one of four cannot be stored"), new Article("four", 4));
        var point = new FaultPoint(1, Fault.Fail, call => call.StoresSegment);
        await using var run = new ServedRun(fixture, article, point, ("Jobs:SegmentConcurrency", "4"));
        var asked = 0;
        fixture.Sides.OnSpeech = async () =>
        {
            // The first answer comes when all have asked, the others when its storing has failed.
            var turn = Interlocked.Increment(ref asked);
            await Eventually.IsTrueAsync(() => asked >= article.Segments, "all segments are asked for", CancellationToken.None);
            if (turn is > 1 and <= 4)
            {
                await Eventually.IsTrueAsync(() => run.First.Struck is not null, "the first answer could not be stored", CancellationToken.None);
                await Task.Delay(50);
            }
        };
        await run.ServeAsync();
        await ledger.EnterAsync(run.Report("four at once"), run.Witness);
        ledger.Close(Counted.Struck.AtLeast(1), Counted.Redelivered.AtLeast(1));
        Assert.NotNull(run.First.Struck);
    }

    /// <summary>How many calls of storage a job makes at least: a process that is new, or slow, makes more.</summary>
    async Task<int> CountCallsAsync(Ledger ledger, int segments)
    {
        var calls = int.MaxValue;
        for (var i = 0; i < 2; i++)
        {
            await using var run = Run(new Article($"n{segments}x{i}", segments), new FaultPoint(int.MaxValue, Fault.Fail, call => call.IsStorage));
            await run.ServeAsync();
            await ledger.EnterAsync(run.Report("untouched"), run.Witness);
            calls = Math.Min(calls, run.First.Calls);
        }

        return calls;
    }

    async Task<bool> StruckAsync(Ledger ledger, int segments, FaultPoint point)
    {
        var article = new Article($"{ledger.Runs}-{segments}{point.Fault}{point.Call}", segments);
        await using var run = Run(article, point);
        await run.ServeAsync();
        await ledger.EnterAsync(run.Report($"{segments} segments, {point}"), run.Witness);
        return run.First.Struck is not null;
    }

    ServedRun Run(Article article, FaultPoint point)
    {
        var run = new ServedRun(fixture, article, point, ("Jobs:SegmentConcurrency", "1"));
        fixture.Sides.OnSpeech = () =>
        {
            run.Leap(TimeSpan.FromSeconds(article.Segments == 1 ? 0 : 2.5));
            return Task.CompletedTask;
        };
        return run;
    }
}
