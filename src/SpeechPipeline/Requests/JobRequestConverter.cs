using System.Text.Json;
using System.Text.Json.Serialization;

namespace SpeechPipeline.Requests;

/// <summary>Stores a request as one flat object. Each part reads its own fields; no two parts have a field of the same name.</summary>
sealed class JobRequestConverter : JsonConverter<JobRequest>
{
    public override JobRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var fields = JsonElement.ParseValue(ref reader);
        return new JobRequest(
            Part<RequestedSource>(fields, options), Part<RequestedVoice>(fields, options), Part<RequestedOutput>(fields, options), Part<RequestedDelivery>(fields, options));
    }

    public override void Write(Utf8JsonWriter writer, JobRequest value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WriteFields(writer, value.Source, options);
        WriteFields(writer, value.Voice, options);
        WriteFields(writer, value.Output, options);
        WriteFields(writer, value.Delivery, options);
        writer.WriteEndObject();
    }

    static T Part<T>(JsonElement fields, JsonSerializerOptions options) => fields.Deserialize<T>(options)!;

    static void WriteFields<T>(Utf8JsonWriter writer, T part, JsonSerializerOptions options)
    {
        foreach (var field in JsonSerializer.SerializeToElement(part, options).EnumerateObject())
        {
            field.WriteTo(writer);
        }
    }
}
