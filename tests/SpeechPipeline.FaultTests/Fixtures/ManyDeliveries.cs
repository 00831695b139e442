using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.FaultTests.Faults;

namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>Delivers every message several times, out of order, and many at once, on two processes, until nothing is left to do.</summary>
sealed class ManyDeliveries(FaultFixture fixture, Tally tally, Random random, FakeTimeProvider clock, Witness witness, IReadOnlyList<CoreProcess> processes)
{
    const int AtOnce = 6;
    const int MostIdleRounds = 12;
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    readonly List<(string Queue, QueueMessage Message)> _pool = [];
    readonly List<Task> _running = [];
    int _failed;

    /// <summary>How many messages were given up by their queue's function.</summary>
    public int Poisoned { get; private set; }

    public int Failed => _failed;

    /// <returns>Whether it came to rest.</returns>
    public async Task<bool> RunAsync()
    {
        for (var idle = 0; idle < MostIdleRounds; idle++)
        {
            do
            {
                await FillAsync();
                while (_pool.Count > 0)
                {
                    for (var i = 0; i < AtOnce && _pool.Count > 0; i++)
                    {
                        await DeliverOneAsync();
                    }

                    await FillAsync();
                }

                await DrainAsync(left: 0);
                await FillAsync();
            }
            while (_pool.Count > 0);

            if (!witness.HasDelayed && !await fixture.HasLiveRowsAsync())
            {
                return true;
            }

            clock.Advance(TimeSpan.FromSeconds(61));
            await fixture.ShowDelayedAsync(witness);
            await processes[0].SweepAsync(CancellationToken.None);
        }

        return false;
    }

    async Task FillAsync()
    {
        foreach (var name in CoreProcess.Queues)
        {
            var queue = fixture.Storage.Queue(name);
            foreach (var message in (await queue.ReceiveMessagesAsync(32, TimeSpan.FromHours(1), FaultFixture.Cancellation)).Value)
            {
                var times = fixture.IsArmed(Gate.Repeats) ? random.Next(2, 6) : 1;
                _pool.AddRange(Enumerable.Repeat((name, message), times));
                tally.Count(Counted.Repeated, times - 1);
                Poisoned += name.EndsWith("-poison", StringComparison.Ordinal) ? 1 : 0;
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, FaultFixture.Cancellation);
            }
        }
    }

    async Task DeliverOneAsync()
    {
        var isByChance = fixture.IsArmed(Gate.Turns);
        var at = isByChance ? random.Next(_pool.Count) : 0;
        var (queue, message) = _pool[at];
        tally.Count(Counted.Overtaking, message != _pool[0].Message);
        _pool.RemoveAt(at);
        tally.Count(Counted.Overlapping, _running.Any(task => !task.IsCompleted));
        var process = processes[random.Next(processes.Count)];
        _running.Add(Task.Run(() => DeliverAsync(process, queue, message)));
        await DrainAsync(isByChance ? AtOnce - 1 : 0);
    }

    async Task DeliverAsync(CoreProcess process, string queue, QueueMessage message)
    {
        try
        {
            await process.RunAsync(queue, message, CancellationToken.None);
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            // The message would be shown again; here there are copies enough, and the sweep.
            Interlocked.Increment(ref _failed);
        }
    }

    async Task DrainAsync(int left)
    {
        while (_running.Count > left)
        {
            if (await Task.WhenAny([.. _running, Task.Delay(Quiet, FaultFixture.Cancellation)]) is { } ended && _running.Remove(ended))
            {
                continue;
            }

            FaultFixture.Cancellation.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromMilliseconds(250));
        }
    }
}
