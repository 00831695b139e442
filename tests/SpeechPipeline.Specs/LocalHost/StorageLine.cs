using Azure.Core;
using Azure.Core.Pipeline;

namespace SpeechPipeline.Specs.LocalHost;

/// <summary>The line from a client to storage, which can be cut: to storage that is what a killed process looks like.</summary>
sealed class StorageLine : HttpPipelinePolicy
{
    int _failures;

    public bool Cut { get; set; }

    public int Failures => _failures;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (!Cut)
        {
            return ProcessNextAsync(message, pipeline);
        }

        Interlocked.Increment(ref _failures);
        throw new IOException("The line is cut.");
    }
}
