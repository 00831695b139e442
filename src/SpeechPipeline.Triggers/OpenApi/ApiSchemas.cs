using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers.OpenApi;

/// <summary>JSON Schemas (2020-12, as OpenAPI 3.1 uses them) of the types that the functions answer with, made from the types themselves.</summary>
static class ApiSchemas
{
    static readonly JsonSchemaExporterOptions Exporting = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Complete };

    /// <summary>The schema of a type, to stand in the document under a name.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">The name among the document's schemas.</param>
    public static JsonNode Of(Type type, string name)
    {
        var schema = PipelineJson.Options.GetJsonSchemaAsNode(type, Exporting);
        Relocate(schema, $"#/components/schemas/{name}");
        return schema;
    }

    /// <summary>What is never null is always there; what is null is left out, unless its attribute says otherwise.</summary>
    static JsonNode Complete(JsonSchemaExporterContext context, JsonNode schema)
    {
        // Generators of clients do not know that "true" is a schema too.
        if (schema is JsonValue)
        {
            return new JsonObject { ["description"] = "Any JSON." };
        }

        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && schema is JsonObject known && known["properties"] is JsonObject members)
        {
            known["required"] = new JsonArray([.. context.TypeInfo.Properties.Where(property => members.ContainsKey(property.Name) && IsAlwaysThere(property)).Select(property => JsonValue.Create(property.Name))]);
        }

        if (Nullable.GetUnderlyingType(context.TypeInfo.Type) is { IsEnum: true } && schema is JsonObject choice && choice["enum"] is JsonArray)
        {
            choice.Remove("type");
        }

        return schema;
    }

    static bool IsAlwaysThere(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.Never }]
        || (!property.IsGetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null);

    /// <summary>References within a schema begin at its own root, which is further down in the document.</summary>
    static void Relocate(JsonNode? node, string root)
    {
        switch (node)
        {
            case JsonObject members:
                if (members["$ref"] is JsonValue reference && reference.GetValue<string>() is ['#', .. var rest])
                {
                    members["$ref"] = root + rest;
                }

                foreach (var (_, member) in members)
                {
                    Relocate(member, root);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Relocate(item, root);
                }

                break;
        }
    }
}
