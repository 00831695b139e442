using System.Buffers;
using System.Text;
using System.Text.Json;
using SpeechPipeline.Publishing.Transcripts;

namespace SpeechPipeline.Specs.Publishing.Transcripts;

/// <summary>The JSON that podcast apps read, as a library of theirs reads it.</summary>
public sealed class TranscriptJsonSpecs
{
    [Fact]
    public async Task A_podcast_library_reads_every_caption_with_its_times_and_speaker()
    {
        var transcript = Transcript.Of("de", 24_000, 150_000,
        [
            new("Grüß Gott. Wie geht es Ihnen heute?", 0, "Ann", 12_000, 84_001, [new(30_000, 42_000)]),
            new("Gut — „danke“!", 1, null, 90_000, 120_000, []),
        ]);
        var output = new ArrayBufferWriter<byte>();
        TranscriptJson.Write(ShownCue.Of(transcript), output);

        using var tool = new NodeTool("parse-transcript.mjs");
        var read = JsonSerializer.Deserialize<JsonElement>(await tool.Ask(Encoding.UTF8.GetString(output.WrittenSpan), TestContext.Current.CancellationToken));

        Assert.Equal("json", read.GetProperty("format").GetString());
        Assert.Equal(
            [("Ann", 0.5, 1.25, "Grüß Gott."), ("Ann", 1.75, 3.5, "Wie geht es Ihnen heute?"), (null, 3.75, 5.0, "Gut — „danke“!")],
            read.GetProperty("segments").EnumerateArray().Select(segment => (
                segment.TryGetProperty("speaker", out var speaker) ? speaker.GetString() : null,
                segment.GetProperty("startTime").GetDouble(), segment.GetProperty("endTime").GetDouble(), segment.GetProperty("body").GetString())));
    }

    [Fact]
    public void A_caption_of_two_lines_is_one_line_of_the_transcript()
    {
        var output = new ArrayBufferWriter<byte>();
        TranscriptJson.Write([new ShownCue(0, null, 0, 1_000, "The first line\nand the second.")], output);

        Assert.Equal("""{"version":"1.0.0","segments":[{"startTime":0.000,"endTime":1.000,"body":"The first line and the second."}]}""", Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
