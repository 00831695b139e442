using SpeechPipeline.Audio;

namespace SpeechPipeline.Benchmarks;

/// <summary>
/// Makes regular speech vary as that of neural voices does: the pace of the whole by up to 12 %, that of each stretch by another 6 %, each pause by
/// 0.6 to 1.5 times, the level by 12 dB, noise from none to -60 dBFS, and 0.2 to 0.5 s of it at both ends.
/// </summary>
static class VariedSpeech
{
    public static PcmAudio Of(PcmAudio speech, Random random)
    {
        var rate = speech.Format.SampleRateHz;
        var samples = new List<float>(speech.Samples.Length * 5 / 4);
        var pace = 1 + Around(random, 0.12);
        var at = 0;
        var trimmed = SpeechEdges.Trim(speech);
        Quiet(samples, 0.2 + (0.3 * random.NextDouble()), rate);
        foreach (var (start, end) in SilenceFinder.Find(trimmed))
        {
            Stretch(samples, trimmed.Samples.AsSpan(at, start - at), pace * (1 + Around(random, 0.06)));
            Stretch(samples, trimmed.Samples.AsSpan(start, end - start), 0.6 + (0.9 * random.NextDouble()));
            at = end;
        }

        Stretch(samples, trimmed.Samples.AsSpan(at), pace * (1 + Around(random, 0.06)));
        Quiet(samples, 0.2 + (0.3 * random.NextDouble()), rate);
        return new PcmAudio(speech.Format, [.. samples]);
    }

    /// <summary>The two one after the other, the second faster or slower by up to 12 %, louder or softer by 4 dB, duller or brighter.</summary>
    public static PcmAudio Otherwise(PcmAudio one, PcmAudio other, Random random)
    {
        var again = new List<float>();
        Stretch(again, SpeechEdges.Trim(other).Samples, 1 + Around(random, 0.12));
        var (gain, tilt, before) = ((float)Math.Pow(10, Around(random, 4) / 20), (float)Around(random, 0.4), 0f);
        for (var i = 0; i < again.Count; i++)
        {
            (again[i], before) = (gain * (again[i] + (tilt * before)), again[i]);
        }

        return Of(new PcmAudio(one.Format, [.. SpeechEdges.Trim(one).Samples, .. Silence(0.35, one.Format.SampleRateHz), .. again]), random);
    }

    /// <summary>With another level and a floor of noise.</summary>
    public static PcmAudio Recorded(PcmAudio speech, Random random)
    {
        var gain = (float)Math.Pow(10, -12 * random.NextDouble() / 20);
        // Uniform noise is 4.8 dB below its peak.
        var noise = random.Next(3) switch { 0 => 0f, 1 => 0.0003f, _ => 0.00173f };
        return new PcmAudio(speech.Format, [.. speech.Samples.Select(sample => (sample * gain) + (noise * ((2 * random.NextSingle()) - 1)))]);
    }

    public static float[] Silence(double seconds, int rate) => new float[(int)(seconds * rate)];

    static double Around(Random random, double most) => most * ((2 * random.NextDouble()) - 1);

    static void Quiet(List<float> samples, double seconds, int rate) => samples.AddRange(Silence(seconds, rate));

    static void Stretch(List<float> samples, ReadOnlySpan<float> sound, double times)
    {
        var count = (int)(sound.Length * times);
        for (var i = 0; i < count; i++)
        {
            var at = i / times;
            var (whole, part) = ((int)at, (float)(at - (int)at));
            samples.Add(whole + 1 < sound.Length ? (sound[whole] * (1 - part)) + (sound[whole + 1] * part) : sound[^1]);
        }
    }
}
