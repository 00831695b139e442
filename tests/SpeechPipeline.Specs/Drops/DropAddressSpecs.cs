using Microsoft.Extensions.Options;
using SpeechPipeline.Batches;
using SpeechPipeline.Drops;
using SpeechPipeline.Health;
using SpeechPipeline.Settings;

namespace SpeechPipeline.Specs.Drops;

/// <summary>Nobody has said where callers reach the app, which the links of a dropped file's job begin with.</summary>
public sealed class DropAddressSpecs : IAsyncLifetime
{
    readonly DropFixture _fixture = new() { Address = null };

    static CancellationToken Cancellation => DropFixture.Cancellation;

    PipelineOptions Settings => _fixture.Jobs.Get<IOptions<PipelineOptions>>().Value;

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_file_waits_unrefused_until_the_address_is_known()
    {
        await _fixture.DropAsync("a.md", "# One\n\nIt waits.");
        await _fixture.DropAsync("many.ndjson", """{"input":"It waits too."}""");
        await _fixture.DropAsync("b.png", "no article");

        // The sweep announces nothing; an event, and its message after five tries, have no effect.
        Assert.Equal(0, await _fixture.SweepAsync());
        await _fixture.TakeAsync("a.md");
        await _fixture.Jobs.Get<DropIntake>().HandlePoisonAsync("a.md", Cancellation);
        await _fixture.TakeAsync("many.ndjson");
        await _fixture.Jobs.Get<DropIntake>().HandlePoisonAsync("many.ndjson", Cancellation);

        Assert.Equal(["a.md", "b.png", "many.ndjson"], await DropFixture.NamesAsync(_fixture.Storage.Drops));
        Assert.Empty(await DropFixture.NamesAsync(_fixture.Storage.DropsFailed));
        Assert.Empty(await DropFixture.NamesAsync(_fixture.Storage.Parked));

        Settings.OwnAddress = new Uri("https://speech.example.com");
        Assert.Equal(3, await _fixture.SweepAsync());

        Assert.Equal("https://speech.example.com/api", Assert.Single(await _fixture.JobsOfAsync("a.md")).BaseAddress);
        var batch = Assert.Single(await _fixture.Storage.BatchTable.QueryAsync<BatchRow>(row => row.RowKey == BatchRow.Key, cancellationToken: Cancellation).ToListAsync(Cancellation));
        Assert.Equal(("many.ndjson", "https://speech.example.com/api"), (batch.Drop, batch.BaseAddress));
        Assert.Empty(await DropFixture.NamesAsync(_fixture.Storage.Drops));
        Assert.Equal(["b.png", "b.png.json"], await DropFixture.NamesAsync(_fixture.Storage.DropsFailed));
    }

    [Fact]
    public async Task Health_names_the_setting_and_is_the_worse_for_it_only_while_files_wait()
    {
        await _fixture.DropAsync("_defaults.json", "{}");
        var idle = await LookAsync();
        Assert.Equal(("healthy", "unset"), (idle.Status, idle.Drops.Status));
        Assert.Contains("Set Pipeline:PublicAddress", idle.Drops.Detail, StringComparison.Ordinal);

        await _fixture.DropAsync("a.md");
        var waiting = await LookAsync();
        Assert.Equal(("degraded", "waiting"), (waiting.Status, waiting.Drops.Status));
        Assert.Contains("Set Pipeline:PublicAddress", waiting.Drops.Detail, StringComparison.Ordinal);

        Settings.OwnAddress = new Uri("https://speech.example.com");
        var known = await LookAsync();
        Assert.Equal(("healthy", HealthReport.Part.Healthy), (known.Status, known.Drops));
    }

    Task<HealthReport> LookAsync() => _fixture.Jobs.Get<HealthCheck>().LookAsync(Cancellation);
}
