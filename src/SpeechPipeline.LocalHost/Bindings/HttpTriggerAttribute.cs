namespace Microsoft.Azure.Functions.Worker;

/// <summary>The function answers HTTP requests; the parameter is an <c>HttpRequest</c>.</summary>
/// <param name="authLevel">The key that a caller must show.</param>
/// <param name="methods">HTTP methods, regardless of case; none means all.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    public AuthorizationLevel AuthLevel { get; } = authLevel;

    public string[] Methods { get; } = methods;

    /// <summary>The route template below the prefix of host.json; when null, the function's name.</summary>
    public string? Route { get; set; }
}
