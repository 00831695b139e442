using Microsoft.Extensions.Time.Testing;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class QueueDrainSpecs(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_stopping_listener_lets_running_invocations_finish_and_receives_nothing_more()
    {
        await using var fixture = await new QueueFixture(azurite).CreateAsync();
        var begun = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var runs = 0;
        var shutdown = fixture.Listen(async (_, _) =>
        {
            Interlocked.Increment(ref runs);
            begun.TrySetResult();
            await finish.Task;
        });
        await fixture.SendAsync("running");
        await begun.Task.WaitAsync(QueueFixture.Cancellation);

        shutdown.Begin();
        await fixture.SendAsync("too late");
        await azurite.PassesAsync(1, QueueFixture.Cancellation);
        finish.SetResult();
        await fixture.EndedAsync();

        Assert.Equal(1, runs);
        var left = Assert.Single((await fixture.Queue.ReceiveMessagesAsync(32, cancellationToken: QueueFixture.Cancellation)).Value);
        Assert.Equal(QueueFixture.Base64("too late"), left.MessageText);
        Assert.InRange(left.DequeueCount, 1, 2); // 2 when it met a receive that was under way, and was given back.
    }

    [Fact]
    public async Task An_invocation_that_outlasts_the_grace_is_cancelled_and_its_message_comes_back_unpoisoned()
    {
        await using var fixture = await new QueueFixture(azurite)
        {
            Rules = new(4, 2, MaxDequeueCount: 1, TimeSpan.FromMilliseconds(100), TimeSpan.Zero, true),
        }.CreateAsync();
        var clock = new FakeTimeProvider();
        var begun = new TaskCompletionSource();
        var shutdown = fixture.Listen(
            async (_, cancelled) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, cancelled);
            },
            clock, grace: TimeSpan.FromSeconds(10));
        await fixture.SendAsync("half done");
        await Eventually.IsTrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(1)); // Lets the listener poll again, should it have looked too early.
                return begun.Task.IsCompleted;
            },
            "it runs", QueueFixture.Cancellation);

        shutdown.Begin();
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(shutdown.GraceOver.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(1));
        await fixture.EndedAsync();

        var back = (await fixture.Queue.ReceiveMessageAsync(cancellationToken: QueueFixture.Cancellation)).Value;
        Assert.Equal(2, back.DequeueCount);
        Assert.False(await fixture.Poison.ExistsAsync(QueueFixture.Cancellation));
    }
}
