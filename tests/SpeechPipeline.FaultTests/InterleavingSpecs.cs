using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Fixtures;
using SpeechPipeline.FaultTests.Interleaving;
using SpeechPipeline.Storage;

namespace SpeechPipeline.FaultTests;

/// <summary>
/// Two copies of a job's message, the hand-on between its two runs, and a sweep that is due, stepped through at their calls in
/// an order that chance decides: there is one chain and one completion.
/// </summary>
public sealed class InterleavingSpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    const int Receives = 4;
    const int LeastTurns = 8;

    [Fact]
    public Task Two_messages_a_sweep_and_a_hand_on_complete_a_job_once() => InterleaveAsync(25, claimRunsOut: false);

    [Fact]
    public Task A_claim_that_runs_out_at_work_lets_nobody_complete_twice() => InterleaveAsync(12, claimRunsOut: true);

    [Fact]
    [Trait("Category", "Soak")]
    public Task Two_messages_a_sweep_and_a_hand_on_complete_a_job_once_in_many_orders() => InterleaveAsync(2_000, claimRunsOut: false);

    [Fact]
    [Trait("Category", "Soak")]
    public Task A_claim_that_runs_out_at_work_lets_nobody_complete_twice_in_many_orders() => InterleaveAsync(1_000, claimRunsOut: true);

    internal async Task InterleaveAsync(int orders, bool claimRunsOut)
    {
        var ledger = new Ledger(fixture, claimRunsOut ? "interleaved, claims run out" : "interleaved", Seed.Value);
        await Orders.RunAsync(fixture, orders, ledger.Tally, (_, seed) => InterleaveAsync(ledger, seed, claimRunsOut));
        ledger.Close(
            Counted.Orders.AtLeast(orders - (orders / 10)),
            Counted.Turned.AtLeast(orders * LeastTurns),
            Counted.Repeated.AtLeast(orders),
            Counted.Outrun.AtLeast(1 + (orders / 5)),
            Counted.HandedOn.AtLeast(orders - (orders / 2)));
    }

    async Task<Interleaver> InterleaveAsync(Ledger ledger, int seed, bool claimRunsOut)
    {
        var article = new Article(fixture.NameOf($"i{seed}{claimRunsOut}"), 2);
        (string, string)[] settings = [("Jobs:SegmentConcurrency", "1"), ("Jobs:InvocationBudget", "00:00:30")];
        await using var run = new ServedRun(fixture, article, null, settings);
        await run.SubmitAsync();
        await DoubleMessageAsync(ledger);
        run.Clock.Advance(TimeSpan.FromSeconds(61));

        // The budget is 30 s and a claim lasts 60 s: a segment takes one away, or both.
        fixture.Sides.OnSpeech = () =>
        {
            run.Leap(TimeSpan.FromSeconds(claimRunsOut ? 61 : 31));
            return Task.CompletedTask;
        };
        using var interleaver = fixture.Interleaver(seed, () => run.Clock.Advance(TimeSpan.FromMilliseconds(250)));
        Actor[] actors = [interleaver.Add("one"), interleaver.Add("two"), interleaver.Add("sweep")];
        await using var one = Process(actors[0]);
        await using var two = Process(actors[1]);
        await using var sweep = Process(actors[2]);
        actors[0].Work = ServeAsync(actors[0], one);
        actors[1].Work = ServeAsync(actors[1], two);
        actors[2].Work = SweepAsync(sweep);
        await interleaver.RunAsync(FaultFixture.Cancellation);

        await run.PumpAsync();
        var report = run.Report($"order {seed}");
        await ledger.EnterAsync(report with { MayPayAgain = claimRunsOut ? article.Segments : 0 }, run.Witness);
        return interleaver;

        CoreProcess Process(Actor actor) => new(fixture, run.Clock, actor.GateAsync, run.Witness, settings);
    }

    async Task DoubleMessageAsync(Ledger ledger)
    {
        if (!fixture.IsArmed(Gate.Repeats))
        {
            return;
        }

        var queue = fixture.Storage.SpeechJobs;
        var message = (await queue.PeekMessageAsync(FaultFixture.Cancellation)).Value;
        await queue.SendMessageAsync(message.Body, cancellationToken: FaultFixture.Cancellation);
        ledger.Tally.Count(Counted.Repeated);
    }

    async Task ServeAsync(Actor actor, CoreProcess process)
    {
        for (var i = 0; i < Receives; i++)
        {
            var received = await actor.StepAsync("receive", () => fixture.Storage.SpeechJobs.ReceiveMessageAsync(TimeSpan.FromHours(1), FaultFixture.Cancellation));
            if (received.Value is not { } message)
            {
                continue;
            }

            try
            {
                await process.RunAsync(QueueNames.SpeechJobs, message, CancellationToken.None);
                await fixture.Storage.SpeechJobs.DeleteMessageAsync(message.MessageId, message.PopReceipt, FaultFixture.Cancellation);
            }
            catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
            {
                await fixture.Storage.SpeechJobs.UpdateMessageAsync(
                    message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: FaultFixture.Cancellation);
            }
        }
    }

    static async Task SweepAsync(CoreProcess process)
    {
        await process.SweepAsync(CancellationToken.None);
        await process.SweepAsync(CancellationToken.None);
    }
}
