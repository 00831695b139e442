using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace SpeechPipeline.Specs.Jobs;

/// <summary>Carries calls to storage until the process dies at one of them: no later call is carried out, until it lives again.</summary>
sealed class DyingTransport : HttpPipelineTransport, IDisposable
{
    readonly HttpClientTransport _inner = new();
    int _left = int.MaxValue;
    bool _carriesOutLast;

    /// <summary>Whether the call at which it dies was made.</summary>
    public bool HasDied => Volatile.Read(ref _left) <= 0;

    /// <param name="call">The number of the call, from 1.</param>
    /// <param name="carriesOut">Whether that call is still carried out, and only its answer is lost.</param>
    public void DieAt(int call, bool carriesOut) => (_left, _carriesOutLast) = (call, carriesOut);

    public void Live() => _left = int.MaxValue;

    public override Request CreateRequest() => _inner.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var left = Volatile.Read(ref _left) == int.MaxValue ? int.MaxValue : Interlocked.Decrement(ref _left);
        if (left > 0 || (left == 0 && _carriesOutLast))
        {
            await _inner.ProcessAsync(message);
        }

        if (left <= 0)
        {
            // With a status, so that the client does not retry.
            throw new RequestFailedException(507, "The process is dead.");
        }
    }

    public void Dispose() => _inner.Dispose();
}
