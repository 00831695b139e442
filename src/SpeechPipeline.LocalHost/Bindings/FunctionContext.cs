namespace Microsoft.Azure.Functions.Worker;

/// <summary>The invocation that a function is in.</summary>
public sealed class FunctionContext
{
    internal FunctionContext(string invocationId, BindingContext bindingContext, CancellationToken cancellationToken)
    {
        InvocationId = invocationId;
        BindingContext = bindingContext;
        CancellationToken = cancellationToken;
    }

    public string InvocationId { get; }

    public BindingContext BindingContext { get; }

    /// <summary>Cancelled when the host stops and its grace is over, when host.json's <c>functionTimeout</c> has passed,
    /// and, for HTTP, when the caller has gone.</summary>
    public CancellationToken CancellationToken { get; }
}
