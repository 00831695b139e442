using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.Mastering;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Specs.Mastering;

public sealed class EpisodeLayoutSpecs
{
    static readonly AudioOutput Mp3 = new(OutputFormats.Mp3, new PcmFormat(44_100, 1), SampleEncoding.PcmS16Le, 128_000);

    [Fact]
    public void An_episode_is_as_long_as_its_speech_and_its_pauses()
    {
        var random = new Random(6);
        for (var round = 0; round < 300; round++)
        {
            var (segments, stored) = Random(random, random.Next(1, 200));
            var layout = EpisodeLayout.Lay(Mp3, segments, stored);
            var length = segments.Zip(stored).Sum(pair =>
                (long)Math.Floor(((decimal)pair.Second.Frames * 44_100 / pair.Second.SampleRateHz) + 0.5m) + PauseOf(pair.First));
            Assert.Equal(length + AddedPauses(layout).Sum(), layout.Frames);
        }
    }

    public static TheoryData<AudioOutput> Outputs =>
    [
        Mp3,
        new AudioOutput(OutputFormats.Mp3, new PcmFormat(8_000, 1), SampleEncoding.PcmS16Le, 32_000),
        new AudioOutput(OutputFormats.Opus, new PcmFormat(48_000, 1), SampleEncoding.PcmS16Le, 64_000),
        new AudioOutput(OutputFormats.Wav, new PcmFormat(24_000, 1), SampleEncoding.PcmS16Le, null),
        new AudioOutput(OutputFormats.Raw, new PcmFormat(16_000, 2), SampleEncoding.PcmMuLaw, null),
    ];

    [Theory]
    [MemberData(nameof(Outputs))]
    public void No_chunk_outgrows_four_minutes_by_more_than_a_segment_and_a_pause(AudioOutput output)
    {
        var (random, rate) = (new Random(9), output.Format.SampleRateHz);
        for (var round = 0; round < 300; round++)
        {
            // Without pauses, with ones that are too short, and with all kinds.
            var (segments, stored) = Random(random, random.Next(1, 300), mostPauseMs: (round % 3) switch { 0 => 1, 1 => 60, _ => 2_000 }, mostSeconds: 30);
            var layout = EpisodeLayout.Lay(output, segments, stored);
            var most = (240 + 30 + 2) * rate;
            Assert.All(layout.Chunks, chunk => Assert.InRange(chunk.End - chunk.Start, 0, most));
            Assert.Equal(layout.Segments, layout.Chunks.SelectMany(chunk => chunk.Segments));
            Assert.All(layout.Chunks, chunk => Assert.Equal(0, chunk.Start % output.GridFrames));
            Assert.All(layout.Chunks, chunk => Assert.All(chunk.Segments, placed => Assert.True(placed.Start >= chunk.Start && placed.End <= chunk.End)));
            Assert.All(AddedPauses(layout), added => Assert.InRange(added, 0, output.GridFrames == 1 ? 0 : 4 * output.GridFrames));
        }
    }

    [Fact]
    public void An_mp3_gets_a_pause_only_where_four_minutes_had_none()
    {
        var segments = Enumerable.Range(0, 100).Select(i => new PlannedSegment(i, 0, i, "a", 0, $"{i}", 0)).ToList();
        var layout = EpisodeLayout.Lay(Mp3, segments, [.. segments.Select(_ => new StoredSegment(441_000, 44_100, 1, "j", 1))]);
        Assert.Equal([0, 24, 48, 72, 96], layout.Chunks.Select(chunk => chunk.Segments[0].Segment.Index));
        var added = AddedPauses(layout).ToList();
        Assert.Equal([23, 47, 71, 95], Enumerable.Range(0, 99).Where(i => added[i] > 0));
        Assert.All(added.Where(frames => frames > 0), frames => Assert.InRange(frames, 3 * 1152, 4 * 1152));

        // A pause that will do, however late, is waited for that long.
        segments[13] = segments[13] with { PauseAfterMs = 110 };
        layout = EpisodeLayout.Lay(Mp3, segments, [.. segments.Select(_ => new StoredSegment(441_000, 44_100, 1, "j", 1))]);
        Assert.Equal([0, 14, 38, 62, 86], layout.Chunks.Select(chunk => chunk.Segments[0].Segment.Index));
        Assert.Equal(0, AddedPauses(layout).ElementAt(13));
    }

    [Fact]
    public void Chunks_are_the_whole_and_each_begins_on_the_grid_after_three_silent_frames()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var (segments, stored) = Random(random, random.Next(1, 200));
            var layout = EpisodeLayout.Lay(Mp3, segments, stored);
            Assert.Equal(layout.Segments, layout.Chunks.SelectMany(chunk => chunk.Segments));
            Assert.Equal([.. Enumerable.Repeat(false, layout.Chunks.Count - 1), true], layout.Chunks.Select(chunk => chunk.IsLast));
            Assert.Equal((0, layout.Frames), (layout.Chunks[0].Start, layout.Chunks[^1].End));
            foreach (var (one, next) in layout.Chunks.Zip(layout.Chunks.Skip(1)))
            {
                Assert.Equal((one.End, 0, one.Index + 1), (next.Start, next.Start % 1152, next.Index));
                Assert.True(next.Start - one.Segments[^1].End >= 3 * 1152);
                Assert.True(next.Segments[0].Start >= next.Start);
                Assert.True(one.Segments[^1].End - one.Start >= 120 * 44_100);
            }
        }
    }

    [Fact]
    public void Whatever_would_sound_otherwise_has_another_fingerprint()
    {
        var (segments, stored) = Random(new Random(8), 3);
        var layout = EpisodeLayout.Lay(Mp3, segments, stored);
        var prints = new[]
        {
            layout.Fingerprint(TargetLoudness.Integrated(-16)), layout.Fingerprint(TargetLoudness.Integrated(-17)), layout.Fingerprint(null),
            (layout with { Output = Mp3 with { } }).Fingerprint(TargetLoudness.Integrated(-16)),
            EpisodeLayout.Lay(new AudioOutput(OutputFormats.Mp3, Mp3.Format, Mp3.Encoding, 64_000), segments, stored).Fingerprint(TargetLoudness.Integrated(-16)),
            EpisodeLayout.Lay(Mp3, [segments[0] with { Take = 1 }, .. segments.Skip(1)], stored).Fingerprint(TargetLoudness.Integrated(-16)),
            EpisodeLayout.Lay(Mp3, [segments[0] with { Key = "other" }, .. segments.Skip(1)], stored).Fingerprint(TargetLoudness.Integrated(-16)),
            EpisodeLayout.Lay(Mp3, [segments[0] with { PauseAfterMs = 11 }, .. segments.Skip(1)], stored).Fingerprint(TargetLoudness.Integrated(-16)),
            EpisodeLayout.Lay(Mp3, segments, stored, leadInMs: 300).Fingerprint(TargetLoudness.Integrated(-16)),
            EpisodeLayout.Lay(Mp3, segments, stored, leadOutMs: 300).Fingerprint(TargetLoudness.Integrated(-16)),
            layout.Fingerprint(TargetLoudness.Audiobook), layout.Fingerprint(TargetLoudness.Integrated(TargetLoudness.Audiobook.Level)),
        };
        Assert.Equal(prints.Length - 1, prints.Distinct().Count()); // the fourth is the first
    }

    [Fact]
    public void It_is_silent_before_the_first_word_and_after_the_last()
    {
        var random = new Random(12);
        for (var round = 0; round < 100; round++)
        {
            var (segments, stored) = Random(random, random.Next(1, 60));
            var (plain, led) = (EpisodeLayout.Lay(Mp3, segments, stored), EpisodeLayout.Lay(Mp3, segments, stored, leadInMs: 300, leadOutMs: 500));
            Assert.Equal(13_230, led.Segments[0].Start);
            Assert.Equal(led.Segments[^1].End + PauseOf(segments[^1]) + 22_050, led.Frames);
            Assert.Equal((0, led.Frames), (led.Chunks[0].Start, led.Chunks[^1].End));
            Assert.True(led.Frames >= plain.Frames + 13_230);
        }
    }

    /// <summary>By how much longer than planned it is silent after each segment but the last.</summary>
    static IEnumerable<long> AddedPauses(EpisodeLayout layout) => layout.Segments.Zip(layout.Segments.Skip(1), (one, next) =>
        next.Start - one.End - ((long)one.Segment.PauseAfterMs * layout.Format.SampleRateHz / 1000));

    static long PauseOf(PlannedSegment segment) => segment.PauseAfterMs * 441L / 10;

    static (List<PlannedSegment> Segments, List<StoredSegment> Stored) Random(Random random, int count, int mostPauseMs = 2_000, int mostSeconds = 112)
    {
        int[] rates = [8_000, 16_000, 22_050, 24_000, 44_100, 48_000];
        var segments = Enumerable.Range(0, count)
            .Select(i => new PlannedSegment(i, 0, i, "a", random.Next(3) == 0 ? 0 : random.Next(mostPauseMs), $"{i}", 0)).ToList();
        return (segments, [.. segments.Select(_ => rates[random.Next(rates.Length)]).Select(rate => new StoredSegment(random.Next(1, mostSeconds * rate), rate, 1, "j", 1))]);
    }
}
