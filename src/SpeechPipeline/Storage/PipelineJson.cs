using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace SpeechPipeline.Storage;

/// <summary>How the pipeline writes JSON, on the wire and in storage: snake_case names, absent instead of null, names for enumerations.</summary>
public static class PipelineJson
{
    public static JsonSerializerOptions Options { get; } = Make(indented: false);

    /// <summary>The same, indented for people to read: manifests.</summary>
    public static JsonSerializerOptions Readable { get; } = Make(indented: true);

    /// <summary>The value as JSON on one line.</summary>
    public static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);

    static JsonSerializerOptions Make(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            NumberHandling = JsonNumberHandling.Strict,
            WriteIndented = indented,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
