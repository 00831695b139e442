using Microsoft.Extensions.Options;
using SpeechPipeline.Batches;
using SpeechPipeline.Drops;
using SpeechPipeline.Health;

namespace SpeechPipeline.Specs.Drops;

/// <summary>Nobody has said where callers reach the app, which the links of a dropped file's job begin with.</summary>
public sealed class DropAddressSpecs : IAsyncLifetime
{
    readonly DropBench _bench = new() { Address = null };

    static CancellationToken Cancellation => DropBench.Cancellation;

    PipelineOptions Settings => _bench.Jobs.Get<IOptions<PipelineOptions>>().Value;

    public ValueTask InitializeAsync() => _bench.InitializeAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_file_waits_unrefused_until_the_address_is_known()
    {
        await _bench.DropAsync("a.md", "# One\n\nIt waits.");
        await _bench.DropAsync("many.ndjson", """{"input":"It waits too."}""");
        await _bench.DropAsync("b.png", "no article");

        // The sweep announces nothing; an event, and its message after five tries, have no effect.
        Assert.Equal(0, await _bench.SweepAsync());
        await _bench.TakeAsync("a.md");
        await _bench.Jobs.Get<DropIntake>().RescueAsync("a.md", Cancellation);
        await _bench.TakeAsync("many.ndjson");
        await _bench.Jobs.Get<DropIntake>().RescueAsync("many.ndjson", Cancellation);

        Assert.Equal(["a.md", "b.png", "many.ndjson"], await DropBench.NamesAsync(_bench.Storage.Drops));
        Assert.Empty(await DropBench.NamesAsync(_bench.Storage.DropsFailed));
        Assert.Empty(await DropBench.NamesAsync(_bench.Storage.Parked));

        Settings.OwnAddress = new Uri("https://speech.example.com");
        Assert.Equal(3, await _bench.SweepAsync());

        Assert.Equal("https://speech.example.com/api", Assert.Single(await _bench.JobsOfAsync("a.md")).BaseAddress);
        var batch = Assert.Single(await _bench.Storage.BatchTable.QueryAsync<BatchRow>(row => row.RowKey == BatchRow.Key, cancellationToken: Cancellation).ToListAsync(Cancellation));
        Assert.Equal(("many.ndjson", "https://speech.example.com/api"), (batch.Drop, batch.BaseAddress));
        Assert.Empty(await DropBench.NamesAsync(_bench.Storage.Drops));
        Assert.Equal(["b.png", "b.png.json"], await DropBench.NamesAsync(_bench.Storage.DropsFailed));
    }

    [Fact]
    public async Task Health_names_the_setting_and_is_the_worse_for_it_only_while_files_wait()
    {
        await _bench.DropAsync("_defaults.json", "{}");
        var idle = await LookAsync();
        Assert.Equal(("healthy", "unset"), (idle.Status, idle.Drops.Status));
        Assert.Contains("Set Pipeline:PublicAddress", idle.Drops.Detail, StringComparison.Ordinal);

        await _bench.DropAsync("a.md");
        var waiting = await LookAsync();
        Assert.Equal(("degraded", "waiting"), (waiting.Status, waiting.Drops.Status));
        Assert.Contains("Set Pipeline:PublicAddress", waiting.Drops.Detail, StringComparison.Ordinal);

        Settings.OwnAddress = new Uri("https://speech.example.com");
        var known = await LookAsync();
        Assert.Equal(("healthy", HealthReport.Part.Healthy), (known.Status, known.Drops));
    }

    Task<HealthReport> LookAsync() => _bench.Jobs.Get<HealthCheck>().LookAsync(Cancellation);
}
