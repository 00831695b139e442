using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.FaultTests.FarSide;
using SpeechPipeline.FaultTests.Fixtures;

namespace SpeechPipeline.FaultTests;

/// <summary>An endpoint that refuses calls is obeyed, and what it allows is used.</summary>
public sealed class ThrottlingSpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    static readonly TimeSpan Hint = TimeSpan.FromSeconds(2);

    public static TheoryData<int, HintForm> Kinds { get; } = new(
        from percent in (int[])[10, 50, 100] from form in Enum.GetValues<HintForm>() select (percent, form));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Refused_calls_fail_no_job_and_none_comes_before_its_time(int percent, HintForm form)
    {
        var (ledger, article) = (new Ledger(fixture, $"429 at {percent} %, hint: {form}"), new Article($"t{percent}{form}", 12));
        await using var run = new ServedRun(fixture, article, null, ("Speech:Concurrency", "1"), ("Jobs:InvocationBudget", "00:00:30"))
        {
            Step = percent == 100 ? Hint / 2 : TimeSpan.FromMilliseconds(250),
        };
        var refusals = new Refusals(run.Clock, form, Hint);
        var (calls, open) = (0, run.Clock.GetUtcNow() + TimeSpan.FromMinutes(10));
        fixture.Sides.Refuse = async context =>
        {
            refusals.Arrive();
            // All of them cannot be for ever: for ten minutes.
            var refuses = percent == 100 ? run.Clock.GetUtcNow() < open : Interlocked.Increment(ref calls) % (100 / percent) == 0;
            if (refuses)
            {
                await refusals.RefuseAsync(context);
            }

            return refuses;
        };
        await run.SubmitAsync();
        await run.PumpAsync(idleRounds: 60);
        await ledger.EnterAsync(run.Report($"{percent} %, {form}"), run.Witness);
        ledger.Tally.Count(Counted.Refused, refusals.Refused);
        // Of twelve segments, so many calls are refused on the way; where all are, the job waits several times.
        ledger.Close(Counted.Refused.AtLeast(percent switch { 10 => 1, 50 => 10, _ => 5 }));
        Assert.True(refusals.Refused > 0);
        Assert.Equal(0, refusals.Early);
    }

    [Theory]
    [InlineData(HintForm.Seconds)]
    [InlineData(HintForm.None)]
    [Trait("Category", "Soak")]
    public async Task Nine_tenths_of_a_quota_are_used_once_it_is_steady_and_it_may_move(HintForm form)
    {
        var ledger = new Ledger(fixture, $"a quota that moves, hint: {form}");
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var run = new ServedTogether(fixture, clock, ("Speech:Concurrency", "64"));
        var (quota, refusals) = (new Quota(clock, 8), new Refusals(clock, form, TimeSpan.FromSeconds(1), onItsWay: TimeSpan.FromMilliseconds(300)));
        fixture.Sides.Refuse = async context =>
        {
            refusals.Arrive();
            if (quota.TryEnter())
            {
                return false;
            }

            await refusals.RefuseAsync(context);
            return true;
        };
        var call = TimeSpan.FromSeconds(2);
        fixture.Sides.OnSpeech = async () =>
        {
            await Task.Delay(call, clock);
            quota.Leave();
        };

        var articles = Enumerable.Range(0, 9).Select(i => new Article($"q{form}{i}", 100)).ToList();
        var accepted = new List<string>();
        foreach (var article in articles)
        {
            accepted.Add(await run.Process.SubmitAsync(article.Request(fixture.Sides), null, FaultFixture.Cancellation));
        }

        var steady = new List<double>();
        foreach (var places in (int[])[8, 3, 12])
        {
            quota.Move(places);
            await run.RunAsync(TimeSpan.FromSeconds(25));
            var settling = quota.TakeGoodput();
            var refused = refusals.Refused;
            await run.RunAsync(TimeSpan.FromSeconds(45));
            steady.Add(quota.TakeGoodput());
            Console.WriteLine($"quota of {places}, hint {form}: {settling:P1} in the first 25 s, then {steady[^1]:P1} with {refusals.Refused - refused} refused in 45 s");
        }

        // The rest of the articles, with nothing in their way.
        quota.Move(64);
        call = TimeSpan.Zero;
        var rested = await run.RunAsync(TimeSpan.FromMinutes(10));
        var (completed, poisoned) = (0, await fixture.CountPoisonedAsync());
        for (var i = 0; i < articles.Count; i++)
        {
            completed += await ledger.EnterAsync(
                new RunReport(articles[i], articles[i].Label, [accepted[i]], rested, poisoned, MayPayAgain: 0));
        }

        ledger.CheckWitness(run.Witness, completed, "all");
        ledger.Tally.Count(Counted.Refused, refusals.Refused);
        ledger.Close(Counted.Refused.AtLeast(10));
        Assert.Equal(0, refusals.Early);
        Assert.All(steady, used => Assert.InRange(used, 0.9, 1));
    }
}
