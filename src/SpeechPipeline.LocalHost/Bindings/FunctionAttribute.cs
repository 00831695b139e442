namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a method that a trigger runs. Stands in for the worker package's attribute of the same name.</summary>
/// <param name="name">Unique within the app, regardless of case.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
