using System.Buffers;
using System.Text.Json;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>
/// Writes <c>transcript.json</c> as podcast apps read it: one segment for each caption, times in seconds
/// (https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md#json).
/// </summary>
static class TranscriptJson
{
    public const string MediaType = "application/json";

    const string Version = "1.0.0";

    public static void Write(IEnumerable<ShownCue> cues, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = PipelineJson.Options.Encoder });
        json.WriteStartObject();
        json.WriteString("version", Version);
        json.WriteStartArray("segments");
        foreach (var cue in cues)
        {
            json.WriteStartObject();
            if (cue.Speaker is { } speaker)
            {
                json.WriteString("speaker", speaker);
            }

            json.WriteNumber("startTime", FrameTime.Seconds(cue.Start));
            json.WriteNumber("endTime", FrameTime.Seconds(cue.End));
            json.WriteString("body", cue.Text.ReplaceLineEndings(" "));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
