using System.Text.Json;
using SpeechPipeline.FunctionsHost.Protocol;

namespace SpeechPipeline.FunctionsHost;

/// <summary>A function that a worker has, and the trigger that its metadata states.</summary>
/// <param name="Name">Of the function.</param>
/// <param name="Metadata">As the worker gave it, to be handed back when the function is loaded.</param>
/// <param name="Trigger">The trigger's binding.</param>
sealed record FunctionBinding(string Name, RpcFunctionMetadata Metadata, JsonElement Trigger)
{
    public string Type => Text("type")!;

    /// <summary>The name of the parameter that the trigger's message is bound to.</summary>
    public string Parameter => Text("name")!;

    public string? Text(string name) => Trigger.TryGetProperty(name, out var value) ? value.GetString() : null;

    public IReadOnlyList<string> Texts(string name) =>
        Trigger.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : [];

    public bool IsTriggeredBy(string type) => Type.Equals(type, StringComparison.OrdinalIgnoreCase);

    public static FunctionBinding Of(RpcFunctionMetadata metadata) => new(
        metadata.Name,
        metadata,
        metadata.RawBindings.Select(binding => JsonSerializer.Deserialize<JsonElement>(binding))
            .Single(binding => binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)));
}
