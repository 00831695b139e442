using SpeechPipeline.FaultTests.Fixtures;

namespace SpeechPipeline.FaultTests.Killing;

/// <summary>A host that is killed and started again and again. Its calls to the endpoint can be told from those of other slots.</summary>
sealed class HostSlot(FaultFixture fixture, string name, Random random) : IDisposable
{
    static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(2);

    readonly HashSet<string> _stored = [];
    HostProcess? _host;

    public int Kills { get; private set; }

    /// <summary>How many segments had been asked for by a host, and were not stored, when it was killed.</summary>
    public int InFlight { get; private set; }

    /// <summary>Where the slot's host listens; null while it does not.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Starts a host and lets it live for a while, now and then not long enough to listen; then kills it.</summary>
    public async Task LiveAndDieAsync(CancellationToken cancellationToken)
    {
        var host = Start();
        if (random.Next(8) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1_000)), cancellationToken);
        }
        else
        {
            Address = await host.Address;
            await Task.Delay(random.NextDouble() * LongestLife, cancellationToken);
        }

        Address = null;
        await host.KillAsync();
        Kills++;
        await CountInFlightAsync();
    }

    /// <summary>Starts a host that lives until the end.</summary>
    public async Task LiveOnAsync() => Address = await Start().Address;

    public void Dispose() => _host?.Dispose();

    HostProcess Start()
    {
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

    async Task CountInFlightAsync()
    {
        var asked = fixture.Sides.SpokenAt(name).ToHashSet();
        foreach (var text in asked.Except(_stored).ToList())
        {
            if (await fixture.Storage.Segments.GetBlobClient(Article.SpeechBlob(text)).ExistsAsync(CancellationToken.None))
            {
                _stored.Add(text);
            }
            else
            {
                InFlight++;
            }
        }
    }
}
