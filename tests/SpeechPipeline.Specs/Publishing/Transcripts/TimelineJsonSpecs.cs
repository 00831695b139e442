using System.Buffers;
using System.Text;
using System.Text.Json;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.Publishing.Transcripts;

namespace SpeechPipeline.Specs.Publishing.Transcripts;

public sealed class TimelineJsonSpecs
{
    [Fact]
    public void A_transcript_is_written_with_its_segments_and_cues()
    {
        var transcript = Transcript.Of("de", 24_000, 120_000,
        [
            new("Grüß Gott. Wie geht es Ihnen heute?", 0, "Ann", 12_000, 84_001, [new(30_000, 42_000)]),
            new("Gut — „danke“!", 1, null, 90_000, 120_000, []),
        ]);

        Assert.Equal(
            """{"version":1,"language":"de","duration":5.000,"segments":[""" +
            """{"start":0.500,"end":3.500,"chapter":0,"speaker":"Ann","text":"Grüß Gott. Wie geht es Ihnen heute?","cues":[{"start":0.500,"end":1.250,"text":"Grüß Gott."},{"start":1.750,"end":3.500,"text":"Wie geht es Ihnen heute?"}]},""" +
            """{"start":3.750,"end":5.000,"chapter":1,"text":"Gut — „danke“!","cues":[{"start":3.750,"end":5.000,"text":"Gut — „danke“!"}]}]}""",
            Encoding.UTF8.GetString(CaptionSpecs.Stored(transcript)));
    }

    [Fact]
    public void Whatever_was_said_the_cues_say_all_of_it_at_the_times_of_the_captions()
    {
        var transcript = CaptionSpecs.Anything(seed: 4, segments: 60);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(CaptionSpecs.Stored(transcript)));

        var shown = ShownCue.Of(transcript).ToList();
        var segments = json.RootElement.GetProperty("segments").EnumerateArray().ToList();
        Assert.Equal(60, segments.Count);
        Assert.Equal(
            shown.Select(cue => (cue.Start / 1000m, cue.End / 1000m, cue.Text)),
            segments.SelectMany(segment => segment.GetProperty("cues").EnumerateArray())
                .Select(cue => (cue.GetProperty("start").GetDecimal(), cue.GetProperty("end").GetDecimal(), cue.GetProperty("text").GetString()!)));
        Assert.All(segments, segment => Assert.Equal(
            AnyTexts.WithoutSpace(segment.GetProperty("text").GetString()!),
            AnyTexts.WithoutSpace(string.Concat(segment.GetProperty("cues").EnumerateArray().Select(cue => cue.GetProperty("text").GetString())))));
    }

    [Fact]
    public void Chapters_are_written_as_podcasting_2_has_them()
    {
        var tags = new EpisodeTags(
            44_100,
            Title: "Über alles",
            Artist: "Ann",
            Album: "Show",
            Chapters: [new("Eins \"A\"", 0, 44_122), new(null, 44_122, 88_200), new(" \0\uD800", 88_200, 158_760_000), new("🎧</script>", 158_760_000, 158_760_044)]);
        var output = new ArrayBufferWriter<byte>();
        ChaptersJson.Write(tags, output);

        using var json = JsonDocument.Parse(output.WrittenMemory);
        Assert.Equal(("1.2.0", "Über alles", "Ann", "Show"), (Text("version"), Text("title"), Text("author"), Text("podcastName")));
        var chapters = json.RootElement.GetProperty("chapters").EnumerateArray().ToList();
        Assert.Equal(["0.000", "1.000", "2.000", "3600.000"], chapters.Select(chapter => chapter.GetProperty("startTime").GetRawText()));
        Assert.Equal(["1.000", "2.000", "3600.000", "3600.000"], chapters.Select(chapter => chapter.GetProperty("endTime").GetRawText()));
        Assert.Equal(["Eins \"A\"", null, null, "🎧</script>"], chapters.Select(chapter => chapter.TryGetProperty("title", out var title) ? title.GetString() : null));
        Assert.Contains("Über", Encoding.UTF8.GetString(output.WrittenSpan), StringComparison.Ordinal);

        string? Text(string name) => json.RootElement.GetProperty(name).GetString();
    }
}
