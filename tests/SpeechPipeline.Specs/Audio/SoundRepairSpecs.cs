using SpeechPipeline.Audio;

namespace SpeechPipeline.Specs.Audio;

public sealed class SoundRepairSpecs
{
    [Theory]
    [InlineData(0.1f)]
    [InlineData(-0.02f)]
    public void A_constant_offset_is_removed(float offset)
    {
        var mended = SoundRepair.Mended(new PcmAudio(new PcmFormat(24_000, 1), [.. Tone(0.3f).Select(sample => sample + offset)]));
        Assert.Equal(0, mended.Samples.Average(), 1e-4);
        Assert.Equal(0.3, mended.Samples.Max(), 0.001);
    }

    [Fact]
    public void Each_channel_has_an_offset_of_its_own()
    {
        var samples = Tone(0.3f).SelectMany(static sample => new[] { sample + 0.1f, sample }).ToArray();
        var mended = SoundRepair.Mended(new PcmAudio(new PcmFormat(24_000, 2), samples));
        Assert.Equal(0, mended.Samples.Where(static (_, i) => i % 2 == 0).Average(), 1e-4);
    }

    [Theory]
    [InlineData(1.5f)]
    [InlineData(20_000f)]
    public void Sound_beyond_full_scale_is_scaled_and_keeps_its_shape(float peak)
    {
        var mended = SoundRepair.Mended(new PcmAudio(new PcmFormat(24_000, 1), Tone(peak)));
        Assert.Equal(1, mended.Samples.Max(), 1e-5);
        Assert.All(mended.Samples.Zip(Tone(1)), static pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
    }

    [Fact]
    public void What_is_right_is_not_touched()
    {
        Assert.Equal(Tone(0.99f), SoundRepair.Mended(new PcmAudio(new PcmFormat(24_000, 1), Tone(0.99f))).Samples);
        // A part of a wave has a mean, and no offset.
        var part = Tone(0.5f)[..30];
        Assert.Equal(part, SoundRepair.Mended(new PcmAudio(new PcmFormat(24_000, 1), [.. part])).Samples);
    }

    /// <summary>A second of 240 Hz: whole waves, each with a sample at its peak.</summary>
    static float[] Tone(float peak) => [.. Enumerable.Range(0, 24_000).Select(i => peak * MathF.Sin(2 * MathF.PI * (i % 100) / 100))];
}
