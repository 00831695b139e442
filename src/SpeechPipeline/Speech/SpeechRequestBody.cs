using System.Text.Json;

namespace SpeechPipeline.Speech;

/// <summary>
/// The JSON of a call. Clients and servers disagree about defaults, so every field that applies is written out; for WAV neither
/// <c>bit_rate</c> nor <c>response_encoding</c> does.
/// </summary>
static class SpeechRequestBody
{
    public static byte[] Write(SpeechRequest request, IReadOnlyCollection<string> omitted)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("model", request.Model);
            json.WriteString("input", request.Input);
            json.WriteString("voice", request.Voice);
            Write("response_format", () => json.WriteStringValue("wav"));
            Write("language", () => json.WriteStringValue(request.Language));
            Write("sample_rate", () => json.WriteNumberValue(request.SampleRateHz));
            Write("stream", () => json.WriteBooleanValue(false));
            if (request.ExtraParameters is { } extra)
            {
                Write("extra_params", () => extra.WriteTo(json));
            }

            if (request.Speed is { } speed)
            {
                Write("speed", () => json.WriteNumberValue(speed));
            }

            if (request.Instructions is { } instructions)
            {
                Write("instructions", () => json.WriteStringValue(instructions));
            }

            foreach (var field in request.ExtraBody?.EnumerateObject().ToArray() ?? [])
            {
                field.WriteTo(json);
            }

            json.WriteEndObject();

            void Write(string name, Action value)
            {
                if (!omitted.Contains(name))
                {
                    json.WritePropertyName(name);
                    value();
                }
            }
        }

        return stream.ToArray();
    }
}
