using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

/// <summary>What the answers of the endpoint do to the calls that follow.</summary>
public sealed class SpeechLimiterSpecs
{
    [Fact]
    public async Task The_first_calls_go_out_one_after_another_up_to_a_low_level()
    {
        using var fixture = new LimiterFixture();
        var entries = Enumerable.Range(0, 6).Select(_ => fixture.EnterAsync()).ToList();
        Assert.Equal(1, fixture.State.UnderWay);
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal(1, fixture.State.UnderWay);
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, fixture.State.UnderWay);
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
        fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((4.0, 4, 2), (fixture.State.Level, fixture.State.UnderWay, fixture.State.Waiting));

        (await LimiterFixture.PermitAsync(entries[0])).Report(LimiterFixture.Spoken);
        Assert.Equal((5.0, 5, 0), (fixture.State.Level, fixture.State.UnderWay, fixture.State.Waiting));
    }

    [Fact]
    public async Task A_429_lowers_the_level_once_for_all_calls_of_its_round()
    {
        using var fixture = new LimiterFixture();
        foreach (var permit in await fixture.FillAsync())
        {
            permit.Report(LimiterFixture.Failed(SpeechFailureKind.Throttled));
        }

        Assert.Equal(4 * 0.85, fixture.State.Level, 6);
        (await fixture.PlaceAsync()).Report(LimiterFixture.Failed(SpeechFailureKind.Throttled));
        Assert.Equal(4 * 0.85 * 0.85, fixture.State.Level, 6);
    }

    [Theory]
    [InlineData(SpeechFailureKind.Rejected)]
    [InlineData(SpeechFailureKind.KeyRefused)]
    [InlineData(SpeechFailureKind.Full)]
    [InlineData(SpeechFailureKind.Passing)]
    [InlineData(SpeechFailureKind.BadAudio)]
    public async Task No_other_failure_changes_the_level(SpeechFailureKind kind)
    {
        using var fixture = new LimiterFixture();
        foreach (var permit in await fixture.FillAsync())
        {
            permit.Report(LimiterFixture.Failed(kind));
        }

        Assert.Equal((4.0, 0), (fixture.State.Level, fixture.State.UnderWay));
    }

    [Fact]
    public async Task A_place_that_is_disposed_of_tells_nothing_and_is_free_again()
    {
        using var fixture = new LimiterFixture();
        var permits = await fixture.FillAsync();
        var next = fixture.EnterAsync();
        permits[0].Dispose();
        permits[0].Dispose();
        Assert.Equal((4.0, 4, 0), (fixture.State.Level, fixture.State.UnderWay, fixture.State.Waiting));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public async Task A_call_is_reported_once()
    {
        using var fixture = new LimiterFixture();
        using var permit = await fixture.PlaceAsync();
        permit.Report(LimiterFixture.Spoken);
        Assert.Throws<InvalidOperationException>(() => permit.Report(LimiterFixture.Spoken));
        Assert.Equal(0, fixture.State.UnderWay);
    }

    [Theory]
    [InlineData(SpeechFailureKind.Throttled)]
    [InlineData(SpeechFailureKind.Full)]
    public async Task No_call_of_any_job_goes_out_before_the_time_of_a_hint_and_then_one_does_at_once(SpeechFailureKind kind)
    {
        using var fixture = new LimiterFixture();
        var hint = fixture.Now.AddSeconds(30);
        (await fixture.PlaceAsync()).Report(LimiterFixture.Failed(kind, hint));
        var same = fixture.EnterAsync();
        var other = fixture.EnterAsync("other");
        Assert.Equal(hint, fixture.State.NotBefore);

        fixture.Clock.Advance(hint - fixture.Now - TimeSpan.FromMilliseconds(1));
        Assert.False(same.IsCompleted || other.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(same.IsCompleted);
        Assert.Null(fixture.State.NotBefore);
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(other.IsCompleted);
    }

    [Fact]
    public async Task A_shorter_hint_does_not_shorten_a_longer_one()
    {
        using var fixture = new LimiterFixture();
        var hint = fixture.Now.AddSeconds(30);
        var permits = await fixture.FillAsync();
        permits[0].Report(LimiterFixture.Failed(SpeechFailureKind.Throttled, hint));
        permits[1].Report(LimiterFixture.Failed(SpeechFailureKind.Throttled, hint.AddSeconds(-20)));
        permits[2].Report(LimiterFixture.Failed(SpeechFailureKind.Full));
        Assert.Equal(hint, fixture.State.NotBefore);
    }

    [Fact]
    public async Task A_hint_beyond_the_budget_is_told_at_once_to_those_who_wait_and_those_who_come()
    {
        using var fixture = new LimiterFixture(concurrency: 1);
        var permit = await fixture.PlaceAsync();
        var poor = fixture.EnterAsync(budgetSeconds: 20);
        var rich = fixture.EnterAsync(budgetSeconds: 40);
        var hint = fixture.Now.AddSeconds(30);
        permit.Report(LimiterFixture.Failed(SpeechFailureKind.Throttled, hint));

        var closed = new SpeechEntry.Closed(hint, "It said Throttled.");
        Assert.True(poor.IsCompleted);
        Assert.Equal(closed, await poor);
        var late = fixture.EnterAsync("other", budgetSeconds: 29);
        Assert.True(late.IsCompleted);
        Assert.Equal(closed, await late);
        Assert.False(rich.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromSeconds(30));
        await LimiterFixture.PermitAsync(rich);
    }

    [Fact]
    public async Task A_full_platform_is_left_alone_for_longer_and_longer_until_it_speaks_again()
    {
        using var fixture = new LimiterFixture();
        for (var refusal = 1; refusal <= 10; refusal++)
        {
            var full = Math.Min(20, 0.5 * Math.Pow(2, refusal - 1));
            Assert.InRange(await PauseAsync(), full / 2, full);
        }

        (await fixture.PlaceAsync()).Report(LimiterFixture.Spoken);
        Assert.InRange(await PauseAsync(), 0.25, 0.5);

        async Task<double> PauseAsync()
        {
            (await fixture.PlaceAsync()).Report(LimiterFixture.Failed(SpeechFailureKind.Full));
            var pause = fixture.State.NotBefore!.Value - fixture.Now;
            fixture.Clock.Advance(pause);
            return pause.TotalSeconds;
        }
    }

    [Fact]
    public async Task A_first_429_without_a_hint_is_no_pause_and_repeated_ones_are()
    {
        using var fixture = new LimiterFixture();
        (await fixture.PlaceAsync()).Report(LimiterFixture.Failed(SpeechFailureKind.Throttled));
        Assert.Null(fixture.State.NotBefore);
        (await fixture.PlaceAsync()).Report(LimiterFixture.Failed(SpeechFailureKind.Throttled));
        Assert.InRange((fixture.State.NotBefore!.Value - fixture.Now).TotalSeconds, 0.25, 0.5);
    }

    [Theory]
    [InlineData(16, 1, 16)]
    [InlineData(16, 3, 5)]
    [InlineData(16, 100, 1)]
    public async Task Instances_that_share_an_account_share_its_ceiling(int concurrency, int instances, int most)
    {
        using var fixture = new LimiterFixture(concurrency, instances);
        Assert.Equal(Math.Max(1, 4.0 / instances), fixture.State.Level, 6);
        for (var round = 0; round < 20; round++)
        {
            foreach (var permit in await fixture.FillAsync())
            {
                permit.Report(LimiterFixture.Spoken);
            }
        }

        Assert.Equal(most, (await fixture.FillAsync()).Count);
    }
}
