using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.Storage;

namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>
/// Many jobs at once on one process, as a host would run them. Time passes in small steps, each when nobody does anything but wait
/// for it: storage takes none, so that what is measured is what the pipeline decides and not how fast the machine is.
/// </summary>
sealed class ServedTogether : IAsyncDisposable
{
    const int AtOnce = 16;
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(3);

    readonly FaultFixture _fixture;
    readonly FaultGate _gate = new();
    readonly List<Task> _running = [];

    public ServedTogether(FaultFixture fixture, FakeTimeProvider clock, params (string Name, string Value)[] settings)
    {
        (_fixture, Clock, Witness) = (fixture, clock, new Witness(clock));
        Process = new CoreProcess(fixture, clock, _gate.SendAsync, Witness, settings);
    }

    public FakeTimeProvider Clock { get; }

    public Witness Witness { get; }

    public CoreProcess Process { get; }

    /// <summary>Goes on for so long, by the clock of the test, or until nothing is left to do.</summary>
    /// <returns>Whether nothing is left to do.</returns>
    public async Task<bool> RunAsync(TimeSpan duration)
    {
        var (end, look) = (Clock.GetUtcNow() + duration, DateTimeOffset.MinValue);
        while (Clock.GetUtcNow() < end)
        {
            _running.RemoveAll(task => task.IsCompleted);
            if (Clock.GetUtcNow() >= look)
            {
                // A host polls; and its sweep runs.
                await ReceiveAsync();
                look = Clock.GetUtcNow() + TimeSpan.FromSeconds(1);
                if (_running.Count == 0 && !await _fixture.HasLiveRowsAsync())
                {
                    return true;
                }
            }

            await BeQuietAsync();
            Clock.Advance(Step);
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_running);
        await Process.DisposeAsync();
    }

    async Task ReceiveAsync()
    {
        foreach (var name in (string[])[QueueNames.SpeechJobs, QueueNames.WebhookDeliveries])
        {
            var queue = _fixture.Storage.Queue(name);
            while (_running.Count < AtOnce && (await queue.ReceiveMessageAsync(TimeSpan.FromHours(1), FaultFixture.Cancellation)).Value is { } message)
            {
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, FaultFixture.Cancellation);
                _running.Add(Process.RunAsync(name, message, CancellationToken.None));
            }
        }
    }

    async Task BeQuietAsync()
    {
        int before;
        do
        {
            before = _gate.Events;
            await Task.Delay(Quiet, FaultFixture.Cancellation);
        }
        while (_gate.Events != before);
    }
}
