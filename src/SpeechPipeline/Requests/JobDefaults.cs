using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SpeechPipeline.Requests;

/// <summary>Applies default fields to a job.</summary>
public static class JobDefaults
{
    /// <summary>
    /// The job completed by the defaults. The job's own fields win; a field that is <c>null</c> removes the default. Objects that both
    /// have (<c>metadata</c>, <c>pauses</c>, …) are merged in the same way.
    /// </summary>
    /// <exception cref="ArgumentException">One of the two is not an object.</exception>
    public static byte[] Merge(JsonElement defaults, JsonElement job)
    {
        if (defaults.ValueKind != JsonValueKind.Object || job.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("Defaults and job must be JSON objects.");
        }

        var merged = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(merged, new JsonWriterOptions { SkipValidation = true }))
        {
            Write(writer, defaults, job);
        }

        return merged.WrittenSpan.ToArray();
    }

    static void Write(Utf8JsonWriter writer, JsonElement defaults, JsonElement own)
    {
        writer.WriteStartObject();
        foreach (var property in own.EnumerateObject())
        {
            writer.WritePropertyName(property.Name);
            if (property.Value.ValueKind == JsonValueKind.Object
                && defaults.TryGetProperty(property.Name, out var below) && below.ValueKind == JsonValueKind.Object)
            {
                Write(writer, below, property.Value);
            }
            else
            {
                WriteRaw(writer, property.Value);
            }
        }

        foreach (var property in defaults.EnumerateObject().Where(property => !own.TryGetProperty(property.Name, out _)))
        {
            writer.WritePropertyName(property.Name);
            WriteRaw(writer, property.Value);
        }

        writer.WriteEndObject();
    }

    // Copied byte for byte: the reader of submissions refuses a string with invalid characters, and names its field.
    static void WriteRaw(Utf8JsonWriter writer, JsonElement value) => writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
}
