using System.Net;
using System.Text.Json;

namespace SpeechPipeline.TestTools.Servers;

/// <summary>A call as a stand-in of a speech server received it.</summary>
/// <param name="Method">GET, POST.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">With its question mark, or empty.</param>
/// <param name="Headers">As they came.</param>
/// <param name="Body">The fields of a JSON body; of kind Undefined without one.</param>
public sealed record ServerCall(string Method, string Path, string Query, WebHeaderCollection Headers, JsonElement Body)
{
    public string Route => $"{Method} {Path}";

    /// <summary>The key in <c>Authorization: Bearer</c>; null without one.</summary>
    public string? Bearer => Headers["Authorization"] is { } value && value.StartsWith("Bearer ", StringComparison.Ordinal) ? value[7..] : null;

    public IEnumerable<string> Fields => Body.ValueKind == JsonValueKind.Object ? Body.EnumerateObject().Select(static member => member.Name) : [];

    public string? Text(string field) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
