using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

/// <summary>Who gets the next place.</summary>
public sealed class SpeechQueueSpecs
{
    [Fact]
    public async Task A_job_of_one_segment_does_not_wait_behind_a_book()
    {
        using var fixture = new LimiterFixture(concurrency: 1);
        var permit = await fixture.PlaceAsync("book");
        var book = Enumerable.Range(0, 100).Select(_ => fixture.EnterAsync("book")).ToList();
        var late = fixture.EnterAsync("late");

        permit.Dispose();
        var places = 1;
        while (!late.IsCompleted)
        {
            fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
            (await LimiterFixture.PermitAsync(book[places++ - 1])).Dispose();
            fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(places, 1, 2);
    }

    [Fact]
    public async Task Jobs_take_turns_and_each_keeps_its_order()
    {
        using var fixture = new LimiterFixture(concurrency: 1);
        var permit = await fixture.PlaceAsync("z");
        var names = new[] { "a1", "a2", "a3", "b1", "b2", "c1" };
        var entries = names.ToDictionary(name => name, name => fixture.EnterAsync(name[..1]));
        var order = new List<string>();
        while (entries.Count > 0)
        {
            permit.Dispose();
            fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
            var (name, entry) = entries.Single(entry => entry.Value.IsCompleted);
            permit = await LimiterFixture.PermitAsync(entry);
            entries.Remove(name);
            order.Add(name);
        }

        Assert.Equal(["a1", "b1", "c1", "a2", "b2", "a3"], order);
    }

    [Fact]
    public async Task Who_cancels_leaves_no_trace()
    {
        using var fixture = new LimiterFixture(concurrency: 1);
        var permit = await fixture.PlaceAsync("a");
        using var source = new CancellationTokenSource();
        var gone = fixture.EnterAsCallerAsync(source.Token);
        var stays = fixture.EnterAsync("c");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.Equal((1, 1), (fixture.State.UnderWay, fixture.State.Waiting));

        permit.Dispose();
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
        (await LimiterFixture.PermitAsync(stays)).Dispose();
        Assert.Equal((0, 0), (fixture.State.UnderWay, fixture.State.Waiting));
    }

    [Fact]
    public async Task A_cancellation_that_comes_with_the_place_takes_nothing_away()
    {
        using var fixture = new LimiterFixture(concurrency: 1);
        var permit = await fixture.PlaceAsync("a");
        using var source = new CancellationTokenSource();
        var entry = fixture.EnterAsCallerAsync(source.Token);
        permit.Dispose();
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
        await source.CancelAsync();
        (await LimiterFixture.PermitAsync(entry)).Dispose();
        Assert.Equal(0, fixture.State.UnderWay);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.EnterAsCallerAsync(source.Token));
    }

    [Fact]
    public async Task A_budget_that_ends_in_the_queue_is_told_then()
    {
        using var fixture = new LimiterFixture(concurrency: 1);
        await fixture.PlaceAsync("a");
        var entry = fixture.EnterAsync("b", budgetSeconds: 10);
        fixture.Clock.Advance(TimeSpan.FromSeconds(9.999));
        Assert.False(entry.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromSeconds(0.001));
        Assert.True(entry.IsCompleted);
        Assert.IsType<SpeechEntry.Late>(await entry);
        Assert.Equal(0, fixture.State.Waiting);
    }

    [Fact]
    public async Task What_follows_a_place_does_not_run_where_the_place_was_given_back()
    {
        using var fixture = new LimiterFixture(concurrency: 1);
        var permit = await fixture.PlaceAsync("a");
        using var ran = new ManualResetEventSlim();
        var thread = 0;
        var next = FollowAsync();
        permit.Dispose();
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
        // Held up here, so that it cannot have run on this thread.
        Assert.True(ran.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.NotEqual(Environment.CurrentManagedThreadId, thread);
        await next;

        async Task FollowAsync()
        {
            await fixture.EnterAsync("b").ConfigureAwait(false);
            thread = Environment.CurrentManagedThreadId;
            ran.Set();
        }
    }
}
