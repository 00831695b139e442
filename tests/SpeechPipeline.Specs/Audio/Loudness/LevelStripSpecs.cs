using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;

namespace SpeechPipeline.Specs.Audio.Loudness;

public sealed class LevelStripSpecs
{
    static readonly PcmFormat Format = new(24_000, 1);

    [Fact]
    public void Each_tenth_of_a_second_has_its_loudness_and_silence_is_the_least()
    {
        // 997 Hz at full scale is −3.01 LUFS (BS.1770-4, Annex 1); at a tenth of that, 20 LU less.
        float[] sound = [.. new float[12_000], .. Signals.Sine(997, 0.1, 24_000, 24_000, 1), .. new float[12_000]];
        var strip = LevelStrip.Of([Heard.Energies(sound.AsSpan(..13_000), Format), Heard.Energies(sound.AsSpan(13_000..), Format, 13_000)], Format);
        Assert.Equal((0.1, 20), (strip.Seconds, strip.Lufs.Count));
        Assert.All(strip.Lufs.Take(5).Concat(strip.Lufs.Skip(17)), level => Assert.Equal(-70, level));
        Assert.All(strip.Lufs.Skip(6).Take(8), level => Assert.Equal(-23, level));
    }

    [Fact]
    public void A_long_episode_has_no_more_values_than_a_screen_shows()
    {
        var strip = LevelStrip.Of([Heard.Energies(new float[24_000 * 301], Format)], Format);
        Assert.Equal((0.6, 502), (strip.Seconds, strip.Lufs.Count));
    }
}
