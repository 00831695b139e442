using Microsoft.Extensions.Time.Testing;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class QueueDrainSpecs(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_stopping_listener_lets_running_invocations_finish_and_receives_nothing_more()
    {
        await using var bench = await new QueueBench(azurite).CreateAsync();
        var begun = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var runs = 0;
        var shutdown = bench.Listen(async (_, _) =>
        {
            Interlocked.Increment(ref runs);
            begun.TrySetResult();
            await finish.Task;
        });
        await bench.SendAsync("running");
        await begun.Task.WaitAsync(QueueBench.Cancellation);

        shutdown.Begin();
        await bench.SendAsync("too late");
        await azurite.PassesAsync(1, QueueBench.Cancellation);
        finish.SetResult();
        await bench.EndedAsync();

        Assert.Equal(1, runs);
        var left = Assert.Single((await bench.Queue.ReceiveMessagesAsync(32, cancellationToken: QueueBench.Cancellation)).Value);
        Assert.Equal(QueueBench.Base64("too late"), left.MessageText);
        Assert.InRange(left.DequeueCount, 1, 2); // 2 when it met a receive that was under way, and was given back.
    }

    [Fact]
    public async Task An_invocation_that_outlasts_the_grace_is_cancelled_and_its_message_comes_back_unpoisoned()
    {
        await using var bench = await new QueueBench(azurite)
        {
            Rules = new(4, 2, MaxDequeueCount: 1, TimeSpan.FromMilliseconds(100), TimeSpan.Zero, true),
        }.CreateAsync();
        var clock = new FakeTimeProvider();
        var begun = new TaskCompletionSource();
        var shutdown = bench.Listen(
            async (_, cancelled) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, cancelled);
            },
            clock, grace: TimeSpan.FromSeconds(10));
        await bench.SendAsync("half done");
        await Eventually.IsTrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(1)); // Lets the listener poll again, should it have looked too early.
                return begun.Task.IsCompleted;
            },
            "it runs", QueueBench.Cancellation);

        shutdown.Begin();
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(shutdown.GraceOver.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(1));
        await bench.EndedAsync();

        var back = (await bench.Queue.ReceiveMessageAsync(cancellationToken: QueueBench.Cancellation)).Value;
        Assert.Equal(2, back.DequeueCount);
        Assert.False(await bench.Poison.ExistsAsync(QueueBench.Cancellation));
    }
}
