using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.FaultTests.Faults;

namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>
/// One job from submission to rest, on processes that a fault may strike. Stands for the host: receives messages, deletes those
/// that were handled, shows failed ones again, gives up on the fifth try; runs the sweep when nothing else is left to do; lets
/// time pass, by a clock of its own, when everybody waits for it.
/// </summary>
sealed class ServedRun : IAsyncDisposable
{
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan LongInvisibility = TimeSpan.FromHours(1);
    const int MaxTries = 5;
    const int MostIdleRounds = 12;

    readonly FaultFixture _fixture;
    readonly Article _article;
    readonly (string Name, string Value)[] _settings;
    readonly List<FaultGate> _gates = [];
    CoreProcess _process;

    public ServedRun(FaultFixture fixture, Article article, FaultPoint? point, params (string Name, string Value)[] settings)
    {
        (_fixture, _article, _settings) = (fixture, article, settings);
        Clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        Witness = new Witness(Clock);
        (_process, First) = (Start(point), Gate);
    }

    public FakeTimeProvider Clock { get; }

    public Witness Witness { get; }

    /// <summary>The gate of the first process, which the fault strikes.</summary>
    public FaultGate First { get; }

    public FaultGate Gate => _gates[^1];

    /// <summary>How often the job was handed in, and the ids that were answered.</summary>
    public int Submitted { get; private set; }

    public List<string> Accepted { get; } = [];

    /// <summary>How many segments were in flight when the faults struck.</summary>
    public int MayPayAgain => _gates.Sum(gate => gate.InFlight);

    public int Strikes => _gates.Count(gate => gate.Struck is not null);

    public int Kills { get; private set; }

    /// <summary>How many of the deaths cut off calls to the endpoint.</summary>
    public int KillsInFlight => _gates.Count(gate => gate.Killed.IsCompleted && gate.InFlight > 0);

    public int Redelivered { get; private set; }

    public int Poisoned { get; private set; }

    public bool CameToRest { get; private set; }

    /// <summary>The <c>Idempotency-Key</c> that the client sends with each attempt; null: none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Hands something else in than the article; null: the article.</summary>
    public Func<CoreProcess, Task<string>>? Submission { get; init; }

    /// <summary>By how much time passes at once while everybody waits for it.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A fault in the process that takes over, too.</summary>
    public FaultPoint? Second { get; init; }

    public async Task ServeAsync()
    {
        await SubmitAsync();
        await PumpAsync();
    }

    /// <summary>Hands the article in until that is answered, as a client does.</summary>
    public async Task SubmitAsync()
    {
        var (before, most) = (Accepted.Count, Submitted + 4);
        while (Accepted.Count == before)
        {
            Submitted++;
            Assert.True(Submitted <= most, "No submission is answered.");
            try
            {
                await AttendAsync(async _ => Accepted.Add(await SubmitOnceAsync()));
            }
            catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
            {
                // Not answered: the client asks again.
            }
        }
    }

    /// <summary>Hands the article in once more.</summary>
    /// <returns>The id that is answered.</returns>
    public Task<string> SubmitOnceAsync() => Submission?.Invoke(_process) ?? _process.SubmitAsync(_article.Request(_fixture.Sides), IdempotencyKey, FaultFixture.Cancellation);

    /// <summary>Serves the queues and the sweep until nothing is left to do.</summary>
    public async Task PumpAsync(int idleRounds = MostIdleRounds)
    {
        var step = TimeSpan.FromSeconds(61);
        for (var idle = 0; idle < idleRounds; idle++)
        {
            while (await ServeAnyAsync())
            {
                step = TimeSpan.FromSeconds(61);
            }

            if (!Witness.HasDelayed && !await _fixture.HasLiveRowsAsync())
            {
                CameToRest = true;
                return;
            }

            Clock.Advance(step);
            step = TimeSpan.FromSeconds(Math.Min(step.TotalSeconds * 2, 1_800));
            await _fixture.ShowDelayedAsync(Witness);
            await TryAsync(_process.SweepAsync);
        }
    }

    /// <summary>Time passes while somebody works.</summary>
    public void Leap(TimeSpan time)
    {
        if (_fixture.IsArmed(Faults.Gate.Time))
        {
            Clock.Advance(time);
        }
    }

    /// <summary>The run as the ledger takes it.</summary>
    public RunReport Report(string what) => new(_article, $"{what}, struck {First.Struck?.Name ?? "nothing"}", Accepted, CameToRest, Poisoned, MayPayAgain)
    {
        Submitted = Submitted,
        MostJobs = IdempotencyKey is null ? Submitted : 1,
        Strikes = Strikes,
        Kills = Kills,
        KillsInFlight = KillsInFlight,
        Redelivered = Redelivered,
    };

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    async Task<bool> ServeAnyAsync()
    {
        foreach (var name in CoreProcess.Queues)
        {
            if (await ServeOneAsync(name))
            {
                return true;
            }
        }

        return false;
    }

    async Task<bool> ServeOneAsync(string name)
    {
        var queue = _fixture.Storage.Queue(name);
        if ((await queue.ReceiveMessageAsync(LongInvisibility, FaultFixture.Cancellation)).Value is not { } message)
        {
            return false;
        }

        if (await TryAsync(token => _process.RunAsync(name, message, token)))
        {
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, FaultFixture.Cancellation);
        }
        else if (message.DequeueCount >= MaxTries)
        {
            // Behind a poison queue there is none: what fails there for ever is given up for good, and the run comes to an end.
            Poisoned++;
            if (!name.EndsWith("-poison", StringComparison.Ordinal))
            {
                await _fixture.Storage.Queue($"{name}-poison").SendMessageAsync(message.Body, cancellationToken: FaultFixture.Cancellation);
            }

            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, FaultFixture.Cancellation);
        }
        else
        {
            Redelivered++;
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: FaultFixture.Cancellation);
        }

        return true;
    }

    async Task<bool> TryAsync(Func<CancellationToken, Task> invocation)
    {
        try
        {
            await AttendAsync(invocation);
            return true;
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException)
        {
            // The edge of the function: whatever it throws is a failed try.
            return false;
        }
    }

    /// <summary>Waits for an invocation, or for the death of its process; while nobody does anything, time passes.</summary>
    async Task AttendAsync(Func<CancellationToken, Task> invocation)
    {
        var (gate, running) = (Gate, invocation(CancellationToken.None));
        while (!running.IsCompleted && !gate.Killed.IsCompleted)
        {
            var before = gate.Events;
            await Task.WhenAny(running, gate.Killed, Task.Delay(Quiet, FaultFixture.Cancellation));
            FaultFixture.Cancellation.ThrowIfCancellationRequested();
            if (gate.Events == before && !running.IsCompleted)
            {
                Clock.Advance(Step);
            }
        }

        if (gate.Killed.IsCompleted)
        {
            // What still runs in the dead process can reach nothing any more.
            _ = running.ContinueWith(dead => dead.Exception, TaskScheduler.Default);
            Kills++;
            _process = Start(Kills == 1 ? Second : null);
            throw new ProcessKilledException();
        }

        await running;
    }

    CoreProcess Start(FaultPoint? point)
    {
        _gates.Add(_fixture.GateFor(point));
        return new CoreProcess(_fixture, Clock, Gate.SendAsync, Witness, _settings);
    }
}
