using System.Buffers;
using System.Text.Json;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>
/// Writes and reads <c>timeline.json</c>: the contents of captions, and data for which captions have no place. Times are seconds with three decimals, so
/// that the captions that are made of it are those of the transcript itself.
/// </summary>
public static class TimelineJson
{
    public const string MediaType = "application/json";

    /// <summary>Of this form.</summary>
    public const int CurrentVersion = 1;

    public static void Write(Transcript transcript, IBufferWriter<byte> output)
    {
        var cues = ShownCue.Of(transcript).ToLookup(cue => cue.Segment);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = PipelineJson.Options.Encoder });
        json.WriteStartObject();
        json.WriteNumber("version", CurrentVersion);
        json.WriteString("language", transcript.Language);
        json.WriteNumber("duration", Seconds(transcript.DurationFrames));
        json.WriteStartArray("segments");
        for (var i = 0; i < transcript.Segments.Count; i++)
        {
            WriteSegment(json, transcript.Segments[i].Spoken, [.. cues[i]]);
        }

        json.WriteEndArray();
        json.WriteEndObject();

        decimal Seconds(long frame) => FrameTime.Seconds(FrameTime.Milliseconds(frame, transcript.SampleRateHz));

        void WriteSegment(Utf8JsonWriter json, SpokenSegment segment, ShownCue[] cues)
        {
            json.WriteStartObject();
            json.WriteNumber("start", Seconds(segment.Start));
            json.WriteNumber("end", Seconds(segment.End));
            json.WriteNumber("chapter", segment.Chapter);
            if (CleanText.Line(segment.Speaker) is { } speaker)
            {
                json.WriteString("speaker", speaker);
            }

            json.WriteString("text", CleanText.Line(segment.Text, int.MaxValue - 2) ?? "");
            json.WriteStartArray("cues");
            foreach (var cue in cues)
            {
                json.WriteStartObject();
                json.WriteNumber("start", FrameTime.Seconds(cue.Start));
                json.WriteNumber("end", FrameTime.Seconds(cue.End));
                json.WriteString("text", cue.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    /// <summary>The cues of a stored timeline, in order of time.</summary>
    internal static IEnumerable<ShownCue> ReadCues(JsonElement timeline)
    {
        var number = 0;
        foreach (var segment in timeline.GetProperty("segments").EnumerateArray())
        {
            var speaker = segment.TryGetProperty("speaker", out var name) ? name.GetString() : null;
            foreach (var cue in segment.GetProperty("cues").EnumerateArray())
            {
                yield return new ShownCue(number, speaker, Milliseconds(cue, "start"), Milliseconds(cue, "end"), cue.GetProperty("text").GetString()!);
            }

            number++;
        }

        static long Milliseconds(JsonElement cue, string name) => (long)(cue.GetProperty(name).GetDecimal() * 1_000);
    }
}
