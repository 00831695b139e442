using Microsoft.Extensions.Configuration;
using SpeechPipeline.FaultTests.FarSide;
using SpeechPipeline.LocalHost.Azurite;
using SpeechPipeline.Storage;

namespace SpeechPipeline.FaultTests.Bench;

/// <summary>What outlives every process: storage and the far sides. One for each class of tests, whose runs follow one another.</summary>
public sealed class FaultBench : IAsyncLifetime
{
    AzuriteServer? _azurite;
    FarSides? _sides;
    PipelineStorage? _storage;

    internal FarSides Sides => _sides!;

    /// <summary>Storage as the test sees it, untouched by any fault.</summary>
    internal PipelineStorage Storage => _storage!;

    /// <summary>Connections to storage, shared by all processes.</summary>
    internal SocketsHttpHandler Connections { get; } = new();

    public string ConnectionString => _azurite!.ConnectionString;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _azurite = await AzuriteServer.StartAsync();
        _sides = await FarSides.StartAsync();
        _storage = new PipelineStorage(StorageClients.From(Configuration([])));
        await _storage.CreateAsync(CancellationToken.None);
    }

    public IConfiguration Configuration(IEnumerable<(string Name, string Value)> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [StorageClients.Setting] = ConnectionString,
            ["Speech:BaseAddress"] = Sides.SpeechAddress.AbsoluteUri,
            ["Outbound:AllowedPrivateHosts:0"] = "*",
        }).AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();

    public async ValueTask DisposeAsync()
    {
        Connections.Dispose();
        await (_sides?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
