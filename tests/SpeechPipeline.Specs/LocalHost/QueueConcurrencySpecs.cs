using System.Collections.Concurrent;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class QueueConcurrencySpecs(AzuriteFixture azurite)
{
    [Fact]
    public async Task No_more_than_batch_size_plus_threshold_run_at_once()
    {
        await using var fixture = await new QueueFixture(azurite).CreateAsync(); // Batches of 4, the next at 2.
        var gate = new SemaphoreSlim(0);
        var runs = new ConcurrentBag<string>();
        int now = 0, most = 0;
        for (var i = 0; i < 20; i++)
        {
            await fixture.SendAsync($"{i}");
        }

        fixture.Listen(async (message, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await gate.WaitAsync(QueueFixture.Cancellation);
            Interlocked.Decrement(ref now);
            runs.Add(message.Body.ToString());
        });

        await Eventually.IsTrueAsync(() => Volatile.Read(ref now) == 4, "a batch runs", QueueFixture.Cancellation);
        await azurite.PassesAsync(1, QueueFixture.Cancellation);
        Assert.Equal(4, Volatile.Read(ref most)); // Above the threshold nothing is fetched.

        gate.Release(2);
        await Eventually.IsTrueAsync(() => Volatile.Read(ref now) == 6, "the next batch has joined the two that run", QueueFixture.Cancellation);
        await azurite.PassesAsync(1, QueueFixture.Cancellation);
        gate.Release(1000);
        await fixture.IsEmptyAsync();

        Assert.Equal(6, most);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}").Order(), runs.Order());
    }

    [Fact]
    public async Task A_listener_outlives_a_missing_queue_and_storage_that_fails()
    {
        await using var fixture = new QueueFixture(azurite);
        var line = new StorageLine();
        var runs = new ConcurrentBag<string>();
        fixture.Listen(
            (message, _) =>
            {
                runs.Add(message.Body.ToString());
                return Task.CompletedTask;
            },
            line: line);
        await fixture.CreateAsync();
        await fixture.SendAsync("one");
        await Eventually.IsTrueAsync(() => runs.Contains("one"), "the queue that came later is polled", QueueFixture.Cancellation);

        line.Cut = true;
        await Eventually.IsTrueAsync(() => line.Failures >= 3, "polling goes on while storage fails", QueueFixture.Cancellation);
        line.Cut = false;
        await fixture.SendAsync("two");
        await Eventually.IsTrueAsync(() => runs.Contains("two"), "the listener has recovered", QueueFixture.Cancellation);
    }

    [Fact]
    public async Task Looks_at_an_empty_queue_become_rarer_up_to_the_maximum_and_a_message_resets_them()
    {
        await using var fixture = await new QueueFixture(azurite)
        {
            Rules = new(4, 2, 5, TimeSpan.FromSeconds(2), TimeSpan.Zero, true),
            Settings = new() { MinPollingInterval = TimeSpan.FromMilliseconds(100), QueueInvisibility = TimeSpan.FromHours(1) },
        }.CreateAsync();
        var clock = new RecordingClock();
        var shutdown = fixture.Listen((_, _) => Task.CompletedTask, clock);

        foreach (var expected in new double[] { 100, 200, 400, 800, 1600, 2000, 2000 })
        {
            Assert.InRange((await clock.PassNextWaitAsync(QueueFixture.Cancellation)).TotalMilliseconds, expected * 0.8, Math.Min(expected * 1.2, 2000));
        }

        await clock.NextWaitAsync(QueueFixture.Cancellation);
        await fixture.SendAsync("wakes it");
        clock.Advance(TimeSpan.FromSeconds(2));
        var waits = new List<double>();
        while (!waits.Any(wait => wait <= 120)) // The delivery's renewal timer, 30 min, may come between.
        {
            waits.Add((await clock.NextWaitAsync(QueueFixture.Cancellation)).TotalMilliseconds);
        }

        Assert.True(waits.Count <= 2, string.Join(", ", waits));
        shutdown.Begin();
        await fixture.EndedAsync();
    }

    static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value; seen = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
