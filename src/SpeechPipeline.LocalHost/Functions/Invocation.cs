using Microsoft.Azure.Functions.Worker;

namespace SpeechPipeline.LocalHost.Functions;

/// <summary>One run of a function: its context, and the token that ends it.</summary>
sealed class Invocation : IDisposable
{
    readonly CancellationTokenSource? _timeout;
    readonly CancellationTokenSource _linked;

    public Invocation(
        IServiceProvider services,
        IEnumerable<KeyValuePair<string, object?>> bindingData,
        TimeSpan? functionTimeout,
        TimeProvider time,
        CancellationToken graceOver,
        CancellationToken caller = default)
    {
        _timeout = functionTimeout is { } timeout ? new(timeout, time) : null;
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timeout?.Token ?? default, graceOver, caller);
        Context = new LocalFunctionContext(services, new LocalBindingContext(bindingData), _linked.Token);
    }

    public FunctionContext Context { get; }

    public void Dispose()
    {
        _linked.Dispose();
        _timeout?.Dispose();
    }
}
