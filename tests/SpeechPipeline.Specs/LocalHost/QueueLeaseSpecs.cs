using System.Collections.Concurrent;
using SpeechPipeline.LocalHost.Configuration;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class QueueLeaseSpecs(AzuriteFixture azurite)
{
    static readonly HostSettings ShortLease = new() { QueueInvisibility = TimeSpan.FromSeconds(2), MinPollingInterval = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public async Task A_message_that_runs_longer_than_its_invisibility_is_delivered_once_and_deleted()
    {
        await using var fixture = await new QueueFixture(azurite) { Settings = ShortLease }.CreateAsync();
        var deliveries = new ConcurrentBag<long>();
        fixture.Listen(async (message, _) =>
        {
            deliveries.Add(message.DequeueCount);
            await azurite.PassesAsync(6, QueueFixture.Cancellation); // Three times its invisibility, by the storage's clock.
        });
        await fixture.SendAsync("long");
        await fixture.IsEmptyAsync(); // Deleted, so the pop receipt of the last renewal was used.
        Assert.Equal([1], deliveries);
    }

    [Fact]
    public async Task A_message_whose_listener_was_killed_comes_back_whole_when_its_invisibility_ends()
    {
        await using var fixture = await new QueueFixture(azurite) { Settings = ShortLease }.CreateAsync();
        var line = new StorageLine();
        var begun = new TaskCompletionSource();
        var killed = fixture.Listen(
            async (_, cancelled) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, cancelled);
            },
            line: line, grace: TimeSpan.Zero);
        await fixture.SendAsync("job");
        await begun.Task.WaitAsync(QueueFixture.Cancellation);
        line.Cut = true;

        var seen = new TaskCompletionSource<(string, long)>();
        fixture.Listen((message, _) =>
        {
            seen.TrySetResult((message.Body.ToString(), message.DequeueCount));
            return Task.CompletedTask;
        });
        Assert.Equal(("job", 2L), await seen.Task.WaitAsync(Eventually.Limit, QueueFixture.Cancellation));
        killed.Begin();
    }

    [Fact]
    public async Task A_message_lost_to_another_receiver_is_neither_run_again_nor_poisoned_by_the_first()
    {
        await using var fixture = await new QueueFixture(azurite) { Settings = ShortLease }.CreateAsync();
        var runs = 0;
        fixture.Listen(async (message, _) =>
        {
            Interlocked.Increment(ref runs);
            await fixture.Queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, QueueFixture.Cancellation);
            await azurite.PassesAsync(2, QueueFixture.Cancellation); // A renewal meets the loss.
        });
        await fixture.SendAsync("taken");
        await Eventually.IsTrueAsync(() => Volatile.Read(ref runs) == 1, "it runs", QueueFixture.Cancellation);
        await fixture.SendAsync("next");
        await Eventually.IsTrueAsync(() => Volatile.Read(ref runs) == 2, "the listener goes on", QueueFixture.Cancellation);
        await fixture.IsEmptyAsync();
        Assert.False(await fixture.Poison.ExistsAsync(QueueFixture.Cancellation));
    }

    [Fact]
    public async Task A_message_that_failed_stays_out_of_sight_for_the_visibility_timeout()
    {
        await using var fixture = await new QueueFixture(azurite)
        {
            Rules = new(4, 2, 5, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2), true),
        }.CreateAsync();
        var received = new ConcurrentQueue<DateTimeOffset>(); // By the storage's clock, in whole seconds.
        fixture.Listen((message, _) =>
        {
            received.Enqueue(message.NextVisibleOn!.Value - fixture.Settings.QueueInvisibility);
            return received.Count == 1 ? throw new InvalidOperationException("The first try fails.") : Task.CompletedTask;
        });
        await fixture.SendAsync("again");
        await fixture.IsEmptyAsync();
        Assert.Equal(2, received.Count);
        Assert.True(received.Last() - received.First() >= TimeSpan.FromSeconds(2), $"{received.First():O} {received.Last():O}");
    }
}
