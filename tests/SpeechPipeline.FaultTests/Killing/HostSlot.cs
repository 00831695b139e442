using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Fixtures;

namespace SpeechPipeline.FaultTests.Killing;

/// <summary>A host that is killed and started again and again. Its calls to the endpoint can be told from those of other slots.</summary>
sealed class HostSlot(FaultFixture fixture, string name, Random random) : IDisposable
{
    static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    const int LooksForCall = 1_000;
    const int LongestIntoCallMs = 100;

    HostProcess? _host;
    int _asked;

    /// <summary>How many lives are over.</summary>
    public int Lives { get; private set; }

    /// <summary>How many of them ended by being killed.</summary>
    public int Kills { get; private set; }

    /// <summary>How many of these deaths cut off calls to the endpoint.</summary>
    public int KillsInFlight { get; private set; }

    /// <summary>How many segments had been asked for by a host, and were not stored, when it was killed.</summary>
    public int InFlight { get; private set; }

    /// <summary>Where the slot's host listens; null while it does not.</summary>
    public Uri? Address { get; private set; }

    /// <summary>
    /// Starts a host and lets it live for a while: half of the times until it waits for the endpoint, if it comes to that; now and then not
    /// long enough to listen. Then kills it.
    /// </summary>
    public async Task LiveAndDieAsync(CancellationToken cancellationToken)
    {
        var host = Host();
        switch (random.Next(8))
        {
            case 0:
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1_000)), cancellationToken);
                break;
            case < 5:
                Address = await host.Address;
                await WaitForCallAsync(cancellationToken);
                break;
            default:
                Address = await host.Address;
                await Task.Delay(random.NextDouble() * LongestLife, cancellationToken);
                break;
        }

        Lives++;
        if (!fixture.IsArmed(Gate.Kills))
        {
            return;
        }

        Address = null;
        Kills += await host.KillAsync() ? 1 : 0;
        // What it sent before it died arrives; nobody else takes its jobs so soon.
        await Eventually.IsTrueAsync(() => !fixture.Sides.IsSpeakingAt(name), "the calls of a dead host have come to an end", cancellationToken);
        var inFlight = await CountInFlightAsync();
        (InFlight, KillsInFlight) = (InFlight + inFlight, KillsInFlight + (inFlight > 0 ? 1 : 0));
    }

    /// <summary>Starts a host that lives until the end.</summary>
    public async Task LiveOnAsync() => Address = await Host().Address;

    public void Dispose() => _host?.Dispose();

    /// <summary>The host that lives, else a new one.</summary>
    HostProcess Host()
    {
        if (_host is { IsAlive: true } host)
        {
            return host;
        }

        _host?.Dispose();
        return _host = HostProcess.Start(
        [
            ("AzureWebJobsStorage", fixture.ConnectionString),
            ("Speech__BaseAddress", $"{fixture.Sides.SpeechAddress}/{name}"),
            ("Speech__Identity", FaultFixture.SpeechIdentity),
            ("Host__QueueInvisibility", "00:00:02"),
            ("Jobs__ClaimDuration", "00:00:02"),
            ("Jobs__ProgressInterval", "00:00:00.5"),
            ("Jobs__SweepAfter", "00:00:02"),
            ("Jobs__InvocationBudget", "00:00:02"),
            ("SweepSchedule", "*/1 * * * * *"),
        ]);
    }

    async Task WaitForCallAsync(CancellationToken cancellationToken)
    {
        for (var looks = 0; looks < LooksForCall && !fixture.Sides.IsSpeakingAt(name); looks++)
        {
            await Task.Delay(Look, cancellationToken);
        }

        await Task.Delay(random.Next(LongestIntoCallMs), cancellationToken);
    }

    /// <summary>What the host that died had asked for and is not in storage.</summary>
    async Task<int> CountInFlightAsync()
    {
        var asked = fixture.Sides.SpokenAt(name).Skip(_asked).ToList();
        _asked += asked.Count;
        var inFlight = 0;
        foreach (var text in asked)
        {
            inFlight += await fixture.Storage.Segments.GetBlobClient(Article.SpeechBlob(text)).ExistsAsync(CancellationToken.None) ? 0 : 1;
        }

        return inFlight;
    }
}
