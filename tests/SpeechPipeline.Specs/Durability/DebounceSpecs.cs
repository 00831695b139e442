using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Durability;

namespace SpeechPipeline.Specs.Durability;

public sealed class DebounceSpecs
{
    readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 2, TimeSpan.Zero));
    readonly List<TimeSpan> _sent = [];

    [Fact]
    public async Task Wishes_of_one_span_are_one_message_that_comes_when_the_span_is_over()
    {
        var debounce = new Debounce(_clock, TimeSpan.FromSeconds(5));

        await debounce.AskAsync("a", SendAsync);
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        await debounce.AskAsync("a", SendAsync);
        Assert.Equal([TimeSpan.FromSeconds(3)], _sent);

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await debounce.AskAsync("a", SendAsync);
        Assert.Equal([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5)], _sent);
    }

    [Fact]
    public async Task A_message_never_comes_before_its_span_is_over_though_queues_cut_off_parts_of_seconds()
    {
        var debounce = new Debounce(_clock, TimeSpan.FromSeconds(5));
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        await debounce.AskAsync("a", SendAsync);
        Assert.Equal([TimeSpan.FromSeconds(3)], _sent);
    }

    [Fact]
    public async Task Each_thing_has_its_own_message()
    {
        var debounce = new Debounce(_clock, TimeSpan.FromSeconds(5));

        await debounce.AskAsync("a", SendAsync);
        await debounce.AskAsync("b", SendAsync);

        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public async Task A_message_that_could_not_be_sent_fails_all_who_relied_on_it_and_is_sent_by_the_next()
    {
        var debounce = new Debounce(_clock, TimeSpan.FromSeconds(5));
        var sending = new TaskCompletionSource();
        var (first, second) = (debounce.AskAsync("a", _ => sending.Task), debounce.AskAsync("a", SendAsync));

        sending.SetException(new IOException());

        await Assert.ThrowsAsync<IOException>(() => first);
        await Assert.ThrowsAsync<IOException>(() => second);
        await debounce.AskAsync("a", SendAsync);
        Assert.Single(_sent);
    }

    [Fact]
    public async Task What_is_past_is_forgotten()
    {
        var debounce = new Debounce(_clock, TimeSpan.FromSeconds(5));
        for (var i = 0; i < 2_500; i++)
        {
            await debounce.AskAsync($"{i}", SendAsync);
            await debounce.AskAsync($"{i}", SendAsync);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2_500, _sent.Count);
    }

    Task SendAsync(TimeSpan delay)
    {
        _sent.Add(delay);
        return Task.CompletedTask;
    }
}
