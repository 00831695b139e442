using Microsoft.Azure.Functions.Worker;

namespace SpeechPipeline.LocalHost.Functions;

/// <summary>The context of an invocation: its id, the trigger's data, and the token that cancels it.
/// Members that need the real host throw.</summary>
sealed class LocalFunctionContext(IServiceProvider services, BindingContext binding, CancellationToken cancellationToken) : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override BindingContext BindingContext { get; } = binding;

    /// <summary>Cancelled when the host stops and the grace period is over, when host.json's <c>functionTimeout</c> has passed, and, for HTTP,
    /// when the caller disconnects.</summary>
    public override CancellationToken CancellationToken { get; } = cancellationToken;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override string FunctionId => throw NotEmulated();

    public override FunctionDefinition FunctionDefinition => throw NotEmulated();

    public override IInvocationFeatures Features => throw NotEmulated();

    public override RetryContext RetryContext => throw NotEmulated();

    public override TraceContext TraceContext => throw NotEmulated();

    static NotSupportedException NotEmulated() => new("The local host does not emulate this part of the function's context.");
}
