namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger tells beside the message itself.</summary>
public sealed class BindingContext
{
    internal BindingContext(IReadOnlyDictionary<string, object?> bindingData) => BindingData = bindingData;

    /// <summary>For a queue message: <c>Id</c> and <c>DequeueCount</c>, both as text, as the Functions host hands them over;
    /// for HTTP the route values. Names regardless of case.</summary>
    public IReadOnlyDictionary<string, object?> BindingData { get; }
}
