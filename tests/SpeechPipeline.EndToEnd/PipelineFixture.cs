using SpeechPipeline.EndToEnd;
using SpeechPipeline.LocalHost;

[assembly: AssemblyFixture(typeof(PipelineFixture))]

namespace SpeechPipeline.EndToEnd;

/// <summary>One local pipeline for the tests that do not need a particular one.</summary>
public sealed class PipelineFixture : IAsyncLifetime
{
    LocalPipeline? _pipeline;

    public PipelineDriver Driver => new(_pipeline!);

    /// <summary>The built-in voice costs nothing; here it costs what Kokoro does.</summary>
    public static KeyValuePair<string, string?> Price { get; } = new("Speech:Models:hexgrad/Kokoro-82M:UsdPerMillionCharacters", "4");

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
