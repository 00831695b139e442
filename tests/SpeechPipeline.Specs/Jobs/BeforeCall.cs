using Azure.Core;
using Azure.Core.Pipeline;

namespace SpeechPipeline.Specs.Jobs;

/// <summary>Does something right before the next call of that method and path is carried out.</summary>
sealed class BeforeCall(RequestMethod method, string path) : HttpPipelineTransport, IDisposable
{
    readonly HttpClientTransport _inner = new();
    RequestMethod _method = method;
    int _skipped;

    public Func<Task>? Do { get; set; }

    public void OnSecond(RequestMethod method, Func<Task> work) => (_method, _skipped, Do) = (method, 1, work);

    public override Request CreateRequest() => _inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        if (Do is { } work && message.Request.Method == _method && message.Request.Uri.ToUri().AbsolutePath.Contains(path, StringComparison.Ordinal)
            && _skipped-- == 0)
        {
            Do = null;
            await work();
        }

        await _inner.ProcessAsync(message);
    }

    public void Dispose() => _inner.Dispose();
}
