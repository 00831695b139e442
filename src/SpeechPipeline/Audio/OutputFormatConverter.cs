using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpeechPipeline.Audio;

/// <summary>Writes a format as its name.</summary>
sealed class OutputFormatConverter : JsonConverter<OutputFormat>
{
    public override OutputFormat Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        OutputFormats.Find(reader.GetString()) ?? throw new JsonException("There is no output format of that name.");

    public override void Write(Utf8JsonWriter writer, OutputFormat value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}
