using SpeechPipeline.EndToEnd;
using SpeechPipeline.LocalHost;

[assembly: AssemblyFixture(typeof(PipelineFixture))]

namespace SpeechPipeline.EndToEnd;

/// <summary>One local pipeline for the tests that do not need a particular one.</summary>
public sealed class PipelineFixture : IAsyncLifetime
{
    /// <summary>The key that the pipeline signs webhooks with; made for these tests.</summary>
    public const string SigningKey = "whsec_c3BlZWNoLXBpcGVsaW5lLXRlc3QtMDEyMzQ1Njc4OQ==";

    LocalPipeline? _pipeline;

    public PipelineDriver Driver => new(_pipeline!);

    public async ValueTask InitializeAsync() => _pipeline = await LocalPipeline.StartAsync(
        new LocalPipelineOptions { Settings = new Dictionary<string, string?> { ["Webhooks:SigningKeys"] = SigningKey } }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_pipeline is not null)
        {
            await _pipeline.DisposeAsync();
        }
    }
}
