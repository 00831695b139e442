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
    public static KeyValuePair<string, string?> Price { get; } = new("Speech:Models:hexgrad/Kokoro-82M:UsdPerMillionCharacters", "4");

    /// <summary>Another pipeline, with nothing in it: a storage account of its own, and these settings.</summary>
    public static Task<LocalPipeline> StartAsync(params (string Name, string? Value)[] settings) => StartAsync(new LocalPipelineOptions(), settings);

    /// <inheritdoc cref="StartAsync(ValueTuple{string, string?}[])"/>
    public static async Task<LocalPipeline> StartAsync(LocalPipelineOptions options, params (string Name, string? Value)[] settings) => await LocalPipeline.StartAsync(
        options with
        {
            Settings = settings.Append((StorageClients.Setting, await AzuriteFixture.NewAccountAsync())).ToDictionary(static one => one.Item1, static one => one.Item2),
        },
        TestContext.Current.CancellationToken);

    public async ValueTask InitializeAsync() => _pipeline = await LocalPipeline.StartAsync(
        new LocalPipelineOptions
        {
            Settings = new Dictionary<string, string?>([Price, new("Webhooks:SigningKeys", WebhookReceiver.SigningKey)]),
        },
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_pipeline is not null)
        {
            await _pipeline.DisposeAsync();
        }
    }
}
