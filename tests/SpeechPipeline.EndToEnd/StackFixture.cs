using SpeechPipeline.EndToEnd;
using SpeechPipeline.LocalHost;

[assembly: AssemblyFixture(typeof(StackFixture))]

namespace SpeechPipeline.EndToEnd;

/// <summary>One local stack for the tests that do not need a particular one.</summary>
public sealed class StackFixture : IAsyncLifetime
{
    /// <summary>The key that the stack signs webhooks with; made for these tests.</summary>
    public const string SigningKey = "whsec_c3BlZWNoLXBpcGVsaW5lLXRlc3QtMDEyMzQ1Njc4OQ==";

    LocalPipeline? _stack;

    public PipelineDriver Driver => new(_stack!);

    public async ValueTask InitializeAsync() => _stack = await LocalPipeline.StartAsync(
        new LocalPipelineOptions { Settings = new Dictionary<string, string?> { ["Webhooks:SigningKeys"] = SigningKey } }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }
    }
}
