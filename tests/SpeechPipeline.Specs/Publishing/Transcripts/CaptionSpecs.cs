using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SpeechPipeline.Publishing.Transcripts;

namespace SpeechPipeline.Specs.Publishing.Transcripts;

/// <summary>WebVTT and SubRip, read back by ffmpeg.</summary>
public sealed partial class CaptionSpecs
{
    const int Rate = 44_100;

    [Fact]
    public void A_transcript_is_written_as_webvtt()
    {
        Assert.Equal(
            """
            WEBVTT

            00:00:00.000 --> 00:00:02.000
            <v Tom &amp; Co>&gt;Hello &amp; welcome, all of you,
            to this show of ours --&gt; enjoy!

            00:00:02.500 --> 00:00:03.500
            Thanks to both of you.

            10:00:00.000 --> 10:00:01.000
            <v Ann>So, where were we?

            """.ReplaceLineEndings("\n"),
            Text(WebVtt.Write, Talk()));
    }

    [Fact]
    public void A_transcript_is_written_as_subrip()
    {
        Assert.Equal(
            """
            1
            00:00:00,000 --> 00:00:02,000
            Tom & ‹Co: ›Hello & welcome, all of
            you, to this show of ours → enjoy!

            2
            00:00:02,500 --> 00:00:03,500
            – Thanks to both of you.

            3
            10:00:00,000 --> 10:00:01,000
            Ann: So, where were we?


            """.ReplaceLineEndings("\n"),
            Text(SubRip.Write, Talk()));
    }

    [Fact]
    public void Subrip_names_a_speaker_once_until_another_speaks_and_gives_the_narrator_a_dash()
    {
        SpokenSegment[] segments = [.. new[] { null, "Ann", "Ann", null, null, "Ann", "Bob" }.Select((speaker, i) => new SpokenSegment("It is so, said one of us.", 0, speaker, i * Rate, (i + 1) * Rate, []))];
        var text = Text(SubRip.Write, Transcript.Of("en", Rate, 7 * Rate, segments));
        Assert.Equal(["", "Ann: ", "", "– ", "", "Ann: ", "Bob: "], Line().Matches(text).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Ffmpeg_reads_both_alike_whatever_was_said()
    {
        var transcript = Anything(seed: 21, segments: 150);
        var vtt = Ffmpeg.Run(Bytes(WebVtt.Write, transcript), "-f", "webvtt", "-i", "pipe:0", "-f", "webvtt", "pipe:1");
        var srt = Ffmpeg.Run(Bytes(SubRip.Write, transcript), "-f", "srt", "-i", "pipe:0", "-f", "srt", "pipe:1");

        var times = ShownCue.Of(transcript).Select(cue => (cue.Start, cue.End)).ToList();
        Assert.True(times.Count > 300);
        Assert.Equal(times, TimesIn(vtt));
        Assert.Equal(times, TimesIn(srt));
        var speaker = default(string);
        foreach (var (cue, inVtt, inSrt) in ShownCue.Of(transcript).Zip(TextsIn(vtt), TextsIn(srt)))
        {
            // In WebVTT a brace and a backslash are what they are. FFmpeg escapes the one on its way through and takes the other for ASS.
            Assert.True(cue.Text.Contains('\\') || AnyTexts.WithoutSpace(cue.Text) == AnyTexts.WithoutSpace(inVtt).Replace("\\", ""), $"{cue.Text}\n{inVtt}");
            var name = cue.Speaker == speaker ? "" : cue.Speaker is null ? "–" : $"{cue.Speaker}:";
            Assert.Equal(AnyTexts.WithoutSpace(name + cue.Text).Replace("-->", "→"), AnyTexts.WithoutSpace(Meant(inSrt)));
            speaker = cue.Speaker;
        }
    }

    [Fact]
    public void Cues_never_overlap_and_never_last_no_time_after_rounding()
    {
        foreach (var rate in new[] { 4_000, 22_050, 44_100, 192_000 })
        {
            var random = new Random(rate);
            var (segments, at) = (new List<SpokenSegment>(), 0L);
            for (var i = 0; i < 100; i++)
            {
                var start = at + random.Next(3);
                at = start + 1 + random.Next(i % 2 == 0 ? 12 : 90_000);
                segments.Add(new SpokenSegment(AnyTexts.Of(random), 0, null, start, at, []));
            }

            var end = 0L;
            foreach (var cue in ShownCue.Of(Transcript.Of("en", rate, at, segments)))
            {
                Assert.True(cue.Start >= end && cue.End > cue.Start);
                end = cue.End;
            }
        }
    }

    [Fact]
    public void No_text_can_break_out_of_its_cue()
    {
        const string Hostile = "One.\n\n99\n00:00:00,000 --> 00:00:09,000\nTwo.\r\rNOTE three\u2028\0\uD800 <c.x>four</c> \u0085 &lt; --->";
        var transcript = Transcript.Of("en", Rate, 9 * Rate, [new(Hostile, 0, "Eve>\n\n--> \u0001", 0, 9 * Rate, [])]);
        var cues = ShownCue.Of(transcript).Count();

        foreach (var file in new[] { Text(WebVtt.Write, transcript), Text(SubRip.Write, transcript) })
        {
            Assert.Equal(cues, file.Split("-->").Length - 1);
            Assert.Equal(cues, Arrow().Count(file));
            Assert.DoesNotContain('\r', file);
            Assert.DoesNotContain('\0', file);
            Assert.DoesNotContain("\uFFFD", file);
            Assert.DoesNotContain("<c", Text(WebVtt.Write, transcript));
        }
    }

    [Fact]
    public void A_transcript_without_words_is_still_a_file()
    {
        var transcript = Transcript.Of("en", Rate, 9, [new("\u0001", 0, null, 0, 9, []), new(" ", 0, null, 9, 18, [])]);
        Assert.Equal("WEBVTT\n", Text(WebVtt.Write, transcript));
        Assert.Equal("", Text(SubRip.Write, transcript));
    }

    [Fact]
    public void Cues_that_are_stored_are_the_transcripts_own()
    {
        var transcript = Anything(seed: 5, segments: 200);
        using var stored = JsonDocument.Parse(Stored(transcript));
        Assert.Equal(ShownCue.Of(transcript), TimelineJson.ReadCues(stored.RootElement));
    }

    static string Text(Action<IEnumerable<ShownCue>, IBufferWriter<byte>> write, Transcript transcript) => Encoding.UTF8.GetString(Bytes(write, transcript));

    internal static byte[] Stored(Transcript transcript)
    {
        var output = new ArrayBufferWriter<byte>();
        TimelineJson.Write(transcript, output);
        return output.WrittenSpan.ToArray();
    }

    internal static Transcript Anything(int seed, int segments)
    {
        var random = new Random(seed);
        var (spoken, at) = (new List<SpokenSegment>(), 0L);
        for (var i = 0; i < segments; i++)
        {
            var text = AnyTexts.Of(random);
            var end = at + (text.Length * Rate / 14);
            spoken.Add(new SpokenSegment(text, i / 10, random.Next(3) switch { 0 => null, 1 => "Ann", _ => "Dr. Ö > É" }, at, end, [new((at + end) / 2, ((at + end) / 2) + 4_000)]));
            at = end + random.Next(30_000);
        }

        return Transcript.Of("en", Rate, at, spoken);
    }

    static Transcript Talk() => Transcript.Of("en", Rate, 36_001L * Rate,
    [
        new(">Hello & welcome, all of you, to this show of ours --> enjoy!", 0, "Tom & <Co", 0, 2 * Rate, []),
        new("Thanks to both of you.", 0, null, 5 * Rate / 2, 7 * Rate / 2, []),
        new("So, where were we?", 0, "Ann", 36_000L * Rate, 36_001L * Rate, []),
    ]);

    /// <summary>As captions are made: of what is stored.</summary>
    static byte[] Bytes(Action<IEnumerable<ShownCue>, IBufferWriter<byte>> write, Transcript transcript)
    {
        using var stored = JsonDocument.Parse(Stored(transcript));
        var output = new ArrayBufferWriter<byte>();
        write(TimelineJson.ReadCues(stored.RootElement), output);
        return output.WrittenSpan.ToArray();
    }

    static List<(long Start, long End)> TimesIn(byte[] captions) =>
        [.. Arrow().Matches(Encoding.UTF8.GetString(captions)).Select(match => (Milliseconds(match.Groups[1].Value), Milliseconds(match.Groups[2].Value)))];

    static long Milliseconds(string time)
    {
        var parts = time.Replace(',', '.').Split(':').Select(part => decimal.Parse(part, CultureInfo.InvariantCulture));
        return (long)(parts.Aggregate((whole, part) => (whole * 60) + part) * 1000);
    }

    /// <summary>The texts of cues, without the number that stands before the next one's time.</summary>
    static IEnumerable<string> TextsIn(byte[] captions) =>
        Arrow().Split(Encoding.UTF8.GetString(captions)).Skip(3).Chunk(3).Select(parts => NextNumber().Replace(parts[0], ""));

    /// <summary>What the look-alikes stand for.</summary>
    static string Meant(string text) => text
        .Replace('‹', '<').Replace('›', '>').Replace('｛', '{').Replace('｝', '}').Replace("\u2060", "", StringComparison.Ordinal);

    [GeneratedRegex(@"(?m)^([\d:.,]+) --> ([\d:.,]+)$")]
    private static partial Regex Arrow();

    [GeneratedRegex(@"\n\n\d+\n$")]
    private static partial Regex NextNumber();

    [GeneratedRegex(@"(?m)^(.*)It is so")]
    private static partial Regex Line();
}
