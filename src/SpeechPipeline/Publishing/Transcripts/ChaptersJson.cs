using System.Buffers;
using System.Text.Json;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>
/// Writes chapters in the form of Podcasting 2.0: github.com/Podcastindex-org/podcast-namespace, chapters/jsonChapters.md, version 1.2.
/// </summary>
public static class ChaptersJson
{
    public const string MediaType = "application/json+chapters";

    /// <param name="tags">The tags; title, artist, album and chapters are written. A chapter without a title gets none.</param>
    public static void Write(EpisodeTags tags, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = PipelineJson.Options.Encoder });
        json.WriteStartObject();
        json.WriteString("version", "1.2.0");
        WriteText("author", tags.Artist);
        WriteText("title", tags.Title);
        WriteText("podcastName", tags.Album);
        json.WriteStartArray("chapters");
        foreach (var chapter in tags.Chapters)
        {
            json.WriteStartObject();
            json.WriteNumber("startTime", Seconds(chapter.StartFrame));
            json.WriteNumber("endTime", Seconds(chapter.EndFrame));
            WriteText("title", chapter.Title);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void WriteText(string name, string? text)
        {
            if (CleanText.Line(text) is { } line)
            {
                json.WriteString(name, line);
            }
        }

        decimal Seconds(long frame) => FrameTime.Seconds(FrameTime.Milliseconds(frame, tags.SampleRateHz));
    }
}
