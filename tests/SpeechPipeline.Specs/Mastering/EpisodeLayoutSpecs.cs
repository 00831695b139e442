using SpeechPipeline.Audio;
using SpeechPipeline.Mastering;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Specs.Mastering;

public sealed class EpisodeLayoutSpecs
{
    static readonly AudioOutput Mp3 = new(AudioContainer.Mp3, new PcmFormat(44_100, 1), SampleEncoding.PcmS16Le, 128_000);

    [Fact]
    public void An_episode_is_as_long_as_its_speech_and_its_pauses()
    {
        var random = new Random(6);
        for (var round = 0; round < 300; round++)
        {
            var (segments, stored) = Random(random, random.Next(1, 200));
            var layout = EpisodeLayout.Lay(Mp3, segments, stored);
            var length = segments.Zip(stored).Sum(pair =>
                (long)Math.Floor(((decimal)pair.Second.Frames * 44_100 / pair.Second.SampleRateHz) + 0.5m) + (pair.First.PauseAfterMs * 441L / 10));
            Assert.Equal(length, layout.Frames);
        }
    }

    [Fact]
    public void Stretches_are_the_whole_and_each_begins_on_the_grid_after_three_silent_frames()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var (segments, stored) = Random(random, random.Next(1, 200));
            var layout = EpisodeLayout.Lay(Mp3, segments, stored);
            Assert.Equal(layout.Segments, layout.Stretches.SelectMany(stretch => stretch.Segments));
            Assert.Equal([.. Enumerable.Repeat(false, layout.Stretches.Count - 1), true], layout.Stretches.Select(stretch => stretch.IsLast));
            Assert.Equal((0, layout.Frames), (layout.Stretches[0].Start, layout.Stretches[^1].End));
            foreach (var (one, next) in layout.Stretches.Zip(layout.Stretches.Skip(1)))
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
            layout.Fingerprint(-16), layout.Fingerprint(-17), layout.Fingerprint(null),
            (layout with { Output = Mp3 with { } }).Fingerprint(-16),
            EpisodeLayout.Lay(new AudioOutput(AudioContainer.Mp3, Mp3.Format, Mp3.Encoding, 64_000), segments, stored).Fingerprint(-16),
            EpisodeLayout.Lay(Mp3, [segments[0] with { Take = 1 }, .. segments.Skip(1)], stored).Fingerprint(-16),
            EpisodeLayout.Lay(Mp3, [segments[0] with { Key = "other" }, .. segments.Skip(1)], stored).Fingerprint(-16),
            EpisodeLayout.Lay(Mp3, [segments[0] with { PauseAfterMs = 11 }, .. segments.Skip(1)], stored).Fingerprint(-16),
        };
        Assert.Equal(prints.Length - 1, prints.Distinct().Count()); // the fourth is the first
    }

    static (List<PlannedSegment> Segments, List<StoredSegment> Stored) Random(Random random, int count)
    {
        int[] rates = [8_000, 16_000, 22_050, 24_000, 44_100, 48_000];
        var segments = Enumerable.Range(0, count)
            .Select(i => new PlannedSegment(i, 0, i, "a", random.Next(3) == 0 ? 0 : random.Next(10, 2_000), $"{i}", 0)).ToList();
        return (segments, [.. segments.Select(_ => new StoredSegment(random.Next(1, 900_000), rates[random.Next(rates.Length)], 1, "j", 1))]);
    }
}
