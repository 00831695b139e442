using SpeechPipeline.Audio;

namespace SpeechPipeline.Specs.Audio;

public sealed class SpeechEdgesSpecs
{
    [Theory]
    [InlineData(16_000, 1)]
    [InlineData(44_100, 2)]
    public void Silence_at_the_edges_is_cut_to_its_stated_length(int rate, int channels)
    {
        var audio = Framed(rate, channels, before: rate, after: 2 * rate);
        var trimmed = SpeechEdges.Trim(audio);
        var kept = trimmed.FrameCount - (rate / 2);
        Assert.Equal((SpeechEdges.LeadMilliseconds + SpeechEdges.TailMilliseconds) * rate / 1000.0, kept, tolerance: 2.0 * rate / 100);
        Assert.Equal(0.5f, trimmed.Samples.Skip(trimmed.Samples.Length / 2).Max(), 0.01f);
    }

    [Fact]
    public void Speech_without_silence_is_faded_at_its_ends_and_otherwise_as_it_was()
    {
        var audio = Framed(24_000, 1, 0, 0);
        var trimmed = SpeechEdges.Trim(audio);
        Assert.Equal(audio.FrameCount, trimmed.FrameCount);
        Assert.Equal((0, 0), (trimmed.Samples[0], trimmed.Samples[^1]));
        Assert.Equal(audio.Samples[240..^240], trimmed.Samples[240..^240]);
        Assert.True(Math.Abs(trimmed.Samples[20]) < Math.Abs(audio.Samples[20]));
    }

    [Fact]
    public void The_threshold_follows_the_level_of_the_voice()
    {
        // Hiss 60 dB below the voice is silence, however loud both are.
        foreach (var level in (float[])[1, 0.01f])
        {
            var random = new Random(3);
            var audio = Framed(24_000, 1, 24_000, 24_000);
            var hissing = new PcmAudio(audio.Format, [.. audio.Samples.Select(sample => level * (sample + (0.0005f * (random.NextSingle() - 0.5f))))]);
            Assert.Equal(12_000.0 + (140 * 24), SpeechEdges.Trim(hissing).FrameCount, tolerance: 480.0);
        }
    }

    [Fact]
    public void A_soft_end_is_kept()
    {
        var audio = Framed(24_000, 1, 0, 12_000);
        for (var i = 0; i < 4_800; i++)
        {
            audio.Samples[12_000 + i] = 0.008f * MathF.Sin(i * 0.9f); // an "s", 36 dB below
        }

        Assert.Equal(12_000.0 + 4_800 + 2_400, SpeechEdges.Trim(audio).FrameCount, tolerance: 240.0);
    }

    [Fact]
    public void Digital_silence_is_left_alone() =>
        Assert.Equal(500, SpeechEdges.Trim(new PcmAudio(new PcmFormat(8_000, 1), new float[500])).FrameCount);

    /// <summary>Half a second of sound with silence around it.</summary>
    static PcmAudio Framed(int rate, int channels, int before, int after) => new(
        new PcmFormat(rate, channels),
        [.. new float[before * channels], .. Signals.Sine(200, 0.5, rate, rate / 2, channels), .. new float[after * channels]]);
}
