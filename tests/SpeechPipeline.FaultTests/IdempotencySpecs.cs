using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Fixtures;

namespace SpeechPipeline.FaultTests;

/// <summary>A request that is repeated with one <c>Idempotency-Key</c> makes one job, whatever came between.</summary>
public sealed class IdempotencySpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    static readonly Fault[] Faults = [Fault.Fail, Fault.LoseAnswer, Fault.LoseAnswerAndRetries, Fault.KillBefore, Fault.KillAfter, Fault.Answer500, Fault.Answer409, Fault.TimeOutAfter];

    [Fact]
    public async Task A_submission_that_is_struck_at_any_call_and_repeated_makes_one_job()
    {
        var ledger = new Ledger(fixture, "submissions struck at every call and repeated with one key");
        foreach (var fault in Faults)
        {
            for (var call = 1; await StruckAsync(ledger, new FaultPoint(call, fault)); call++)
            {
            }
        }

        ledger.Close(Counted.Struck.AtLeast(50), Counted.Killed.AtLeast(14), Counted.Repeated.AtLeast(100));
    }

    [Fact]
    public async Task Repeats_that_come_at_once_on_several_processes_make_one_job()
    {
        var ledger = new Ledger(fixture, "8 repeats at once with one key");
        for (var round = 0; round < 10; round++)
        {
            var article = new Article($"at-once-{round}", 1);
            await using var run = new ServedRun(fixture, article, null) { IdempotencyKey = article.Label };
            await using var other = new CoreProcess(fixture, run.Clock, fixture.GateFor(null).SendAsync, run.Witness, []);
            var repeats = fixture.IsArmed(Gate.Repeats) ? 7 : 0;
            var ids = await Task.WhenAll(Enumerable.Range(0, repeats + 1).Select(i => i % 2 == 0
                ? other.SubmitAsync(article.Request(fixture.Sides), article.Label, FaultFixture.Cancellation)
                : run.SubmitOnceAsync()));
            Assert.Single(ids.Distinct());
            run.Accepted.Add(ids[0]);
            await run.PumpAsync();
            await ledger.EnterAsync(run.Report($"round {round}") with { Submitted = repeats + 1 }, run.Witness);
        }

        ledger.Close(Counted.Repeated.AtLeast(10 * 7));
    }

    [Fact]
    public async Task A_submission_whose_message_cannot_be_sent_is_accepted_all_the_same()
    {
        var (ledger, article) = (new Ledger(fixture, "the message of a submission cannot be sent"), new Article("unsent", 1));
        await using var run = new ServedRun(fixture, article, new FaultPoint(1, Fault.Fail, call => call.Far == FarKind.Queue));
        await run.ServeAsync();
        await ledger.EnterAsync(run.Report("unsent"), run.Witness);
        ledger.Close(Counted.Struck.AtLeast(1));
        Assert.NotNull(run.First.Struck);
        Assert.Equal(1, run.Submitted);
    }

    /// <returns>Whether the fault struck while the job was handed in.</returns>
    async Task<bool> StruckAsync(Ledger ledger, FaultPoint point)
    {
        var article = new Article($"key-{point.Fault}{point.Call}", 1);
        await using var run = new ServedRun(fixture, article, point) { IdempotencyKey = article.Label };
        await run.SubmitAsync();
        var struck = run.First.Struck is not null;

        // One more, after the answer: the client may have lost it.
        await run.SubmitAsync();
        Assert.Equal(run.Accepted[0], run.Accepted[1]);
        run.Accepted.RemoveAt(1);
        await run.PumpAsync();
        await ledger.EnterAsync(run.Report($"{point}"), run.Witness);
        return struck;
    }
}
