using SpeechPipeline.EndToEnd;
using SpeechPipeline.LocalHost;
using SpeechPipeline.Storage;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]
[assembly: AssemblyFixture(typeof(PipelineFixture))]

namespace SpeechPipeline.EndToEnd;

/// <summary>One local pipeline for the tests that do not need a particular one, with its own storage as its users have it.</summary>
public sealed class PipelineFixture : IAsyncLifetime
{
    LocalPipeline? _pipeline;

    public PipelineDriver Driver => new(_pipeline!);

    /// <summary>The built-in voice costs nothing; here it costs what Kokoro does.</summary>
    public static (string Name, string? Value) Price { get; } = ("Speech:Models:hexgrad/Kokoro-82M:UsdPerMillionCharacters", "4");

    /// <summary>Another pipeline, with nothing in it: a storage account of its own, and these settings.</summary>
    public static Task<LocalPipeline> StartAsync(params (string Name, string? Value)[] settings) => StartAtAsync(listenAddress: null, settings);

    /// <summary>Another pipeline, with nothing in it, that listens on this IP address.</summary>
    public static async Task<LocalPipeline> StartAtAsync(string? listenAddress, params (string Name, string? Value)[] settings) => await LocalPipeline.StartAsync(
        new LocalPipelineOptions { ListenAddress = listenAddress, Settings = SettingsOf([.. settings, (StorageClients.Setting, await AzuriteFixture.NewAccountAsync())]) },
        TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync() => _pipeline = await LocalPipeline.StartAsync(
        new LocalPipelineOptions { Settings = SettingsOf(Price, ("Webhooks:SigningKeys", WebhookReceiver.SigningKey)) }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_pipeline is not null)
        {
            await _pipeline.DisposeAsync();
        }
    }

    static Dictionary<string, string?> SettingsOf(params (string Name, string? Value)[] settings) => settings.ToDictionary(static one => one.Name, static one => one.Value);
}
