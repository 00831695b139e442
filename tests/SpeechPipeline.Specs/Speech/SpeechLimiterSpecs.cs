using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

/// <summary>What the answers of the endpoint do to the calls that follow.</summary>
public sealed class SpeechLimiterSpecs
{
    [Fact]
    public async Task The_first_calls_go_out_one_after_another_up_to_a_low_level()
    {
        using var bench = new LimiterBench();
        var entries = Enumerable.Range(0, 6).Select(_ => bench.EnterAsync()).ToList();
        Assert.Equal(1, bench.State.UnderWay);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal(1, bench.State.UnderWay);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, bench.State.UnderWay);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(100));
        bench.Clock.Advance(TimeSpan.FromMilliseconds(100));
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((4.0, 4, 2), (bench.State.Level, bench.State.UnderWay, bench.State.Waiting));

        (await LimiterBench.PermitAsync(entries[0])).Report(LimiterBench.Spoken);
        Assert.Equal((5.0, 5, 0), (bench.State.Level, bench.State.UnderWay, bench.State.Waiting));
    }

    [Fact]
    public async Task A_429_lowers_the_level_once_for_all_calls_of_its_round()
    {
        using var bench = new LimiterBench();
        foreach (var permit in await bench.FillAsync())
        {
            permit.Report(LimiterBench.Failed(SpeechFailureKind.Throttled));
        }

        Assert.Equal(4 * 0.85, bench.State.Level, 6);
        (await bench.PlaceAsync()).Report(LimiterBench.Failed(SpeechFailureKind.Throttled));
        Assert.Equal(4 * 0.85 * 0.85, bench.State.Level, 6);
    }

    [Theory]
    [InlineData(SpeechFailureKind.Rejected)]
    [InlineData(SpeechFailureKind.KeyRefused)]
    [InlineData(SpeechFailureKind.Full)]
    [InlineData(SpeechFailureKind.Passing)]
    [InlineData(SpeechFailureKind.BadAudio)]
    public async Task No_other_failure_changes_the_level(SpeechFailureKind kind)
    {
        using var bench = new LimiterBench();
        foreach (var permit in await bench.FillAsync())
        {
            permit.Report(LimiterBench.Failed(kind));
        }

        Assert.Equal((4.0, 0), (bench.State.Level, bench.State.UnderWay));
    }

    [Fact]
    public async Task A_place_that_is_disposed_of_tells_nothing_and_is_free_again()
    {
        using var bench = new LimiterBench();
        var permits = await bench.FillAsync();
        var next = bench.EnterAsync();
        permits[0].Dispose();
        permits[0].Dispose();
        Assert.Equal((4.0, 4, 0), (bench.State.Level, bench.State.UnderWay, bench.State.Waiting));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public async Task A_call_is_reported_once()
    {
        using var bench = new LimiterBench();
        using var permit = await bench.PlaceAsync();
        permit.Report(LimiterBench.Spoken);
        Assert.Throws<InvalidOperationException>(() => permit.Report(LimiterBench.Spoken));
        Assert.Equal(0, bench.State.UnderWay);
    }

    [Theory]
    [InlineData(SpeechFailureKind.Throttled)]
    [InlineData(SpeechFailureKind.Full)]
    public async Task No_call_of_any_job_goes_out_before_the_time_of_a_hint_and_then_one_does_at_once(SpeechFailureKind kind)
    {
        using var bench = new LimiterBench();
        var hint = bench.Now.AddSeconds(30);
        (await bench.PlaceAsync()).Report(LimiterBench.Failed(kind, hint));
        var same = bench.EnterAsync();
        var other = bench.EnterAsync("other");
        Assert.Equal(hint, bench.State.NotBefore);

        bench.Clock.Advance(hint - bench.Now - TimeSpan.FromMilliseconds(1));
        Assert.False(same.IsCompleted || other.IsCompleted);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(same.IsCompleted);
        Assert.Null(bench.State.NotBefore);
        bench.Clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(other.IsCompleted);
    }

    [Fact]
    public async Task A_shorter_hint_does_not_shorten_a_longer_one()
    {
        using var bench = new LimiterBench();
        var hint = bench.Now.AddSeconds(30);
        var permits = await bench.FillAsync();
        permits[0].Report(LimiterBench.Failed(SpeechFailureKind.Throttled, hint));
        permits[1].Report(LimiterBench.Failed(SpeechFailureKind.Throttled, hint.AddSeconds(-20)));
        permits[2].Report(LimiterBench.Failed(SpeechFailureKind.Full));
        Assert.Equal(hint, bench.State.NotBefore);
    }

    [Fact]
    public async Task A_hint_beyond_the_budget_is_told_at_once_to_those_who_wait_and_those_who_come()
    {
        using var bench = new LimiterBench(concurrency: 1);
        var permit = await bench.PlaceAsync();
        var poor = bench.EnterAsync(budgetSeconds: 20);
        var rich = bench.EnterAsync(budgetSeconds: 40);
        var hint = bench.Now.AddSeconds(30);
        permit.Report(LimiterBench.Failed(SpeechFailureKind.Throttled, hint));

        var closed = new SpeechEntry.Closed(hint, "It said Throttled.");
        Assert.True(poor.IsCompleted);
        Assert.Equal(closed, await poor);
        var late = bench.EnterAsync("other", budgetSeconds: 29);
        Assert.True(late.IsCompleted);
        Assert.Equal(closed, await late);
        Assert.False(rich.IsCompleted);
        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        await LimiterBench.PermitAsync(rich);
    }

    [Fact]
    public async Task A_full_platform_is_left_alone_for_longer_and_longer_until_it_speaks_again()
    {
        using var bench = new LimiterBench();
        for (var refusal = 1; refusal <= 10; refusal++)
        {
            var full = Math.Min(20, 0.5 * Math.Pow(2, refusal - 1));
            Assert.InRange(await PauseAsync(), full / 2, full);
        }

        (await bench.PlaceAsync()).Report(LimiterBench.Spoken);
        Assert.InRange(await PauseAsync(), 0.25, 0.5);

        async Task<double> PauseAsync()
        {
            (await bench.PlaceAsync()).Report(LimiterBench.Failed(SpeechFailureKind.Full));
            var pause = bench.State.NotBefore!.Value - bench.Now;
            bench.Clock.Advance(pause);
            return pause.TotalSeconds;
        }
    }

    [Fact]
    public async Task A_first_429_without_a_hint_is_no_pause_and_repeated_ones_are()
    {
        using var bench = new LimiterBench();
        (await bench.PlaceAsync()).Report(LimiterBench.Failed(SpeechFailureKind.Throttled));
        Assert.Null(bench.State.NotBefore);
        (await bench.PlaceAsync()).Report(LimiterBench.Failed(SpeechFailureKind.Throttled));
        Assert.InRange((bench.State.NotBefore!.Value - bench.Now).TotalSeconds, 0.25, 0.5);
    }

    [Theory]
    [InlineData(16, 1, 16)]
    [InlineData(16, 3, 5)]
    [InlineData(16, 100, 1)]
    public async Task Instances_that_share_an_account_share_its_ceiling(int concurrency, int instances, int most)
    {
        using var bench = new LimiterBench(concurrency, instances);
        Assert.Equal(Math.Max(1, 4.0 / instances), bench.State.Level, 6);
        for (var round = 0; round < 20; round++)
        {
            foreach (var permit in await bench.FillAsync())
            {
                permit.Report(LimiterBench.Spoken);
            }
        }

        Assert.Equal(most, (await bench.FillAsync()).Count);
    }
}
