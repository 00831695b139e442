using System.Buffers;
using System.Collections.Concurrent;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.LocalHost.Endpoint;

namespace SpeechPipeline.Specs.Audio.Loudness;

/// <summary>Sounds to measure, and what our meters say of them in one pass.</summary>
static class Heard
{
    const string Text =
        "Every evening the keeper climbed the ninety steps, trimmed the lamp and wrote down the weather. "
        + "Was anyone out there? He never knew. \"Perhaps,\" said his daughter, \"that is the point of a light!\"";

    static readonly ConcurrentDictionary<FliteVoice, Task<PcmAudio>> Spoken = new();

    public static async Task<PcmAudio> SpeechAsync(FliteVoice voice, int rateHz)
    {
        var spoken = await Spoken.GetOrAdd(voice, static voice => Flite.Shared.SpeakAsync(voice, Text, CancellationToken.None));
        return new PcmAudio(new PcmFormat(rateHz, 1), Resample(spoken.Samples, spoken.Format.SampleRateHz, rateHz));
    }

    /// <summary>White noise at full scale, up to 0.8 of the Nyquist frequency.</summary>
    public static float[] Noise(int rateHz, int frames, int seed)
    {
        var random = new Random(seed);
        var white = new float[frames * 4 / 5];
        foreach (ref var sample in white.AsSpan())
        {
            sample = (random.NextSingle() * 2) - 1;
        }

        return Resample(white, 4, 5);
    }

    /// <summary>Jumps between full scale and full scale at random moments.</summary>
    public static float[] Squares(int frames, int seed)
    {
        var random = new Random(seed);
        var samples = new float[frames];
        var level = 1f;
        foreach (ref var sample in samples.AsSpan())
        {
            sample = level = random.Next(8) == 0 ? -level : level;
        }

        return samples;
    }

    public static float[] Stereo(float[] left, float[] right) => [.. left.Zip(right).SelectMany(static pair => new[] { pair.First, pair.Second })];

    public static float[] Amplified(float[] samples, double decibels)
    {
        var gain = (float)Math.Pow(10, decibels / 20);
        return [.. samples.Select(sample => sample * gain)];
    }

    public static LoudnessEnergies Energies(ReadOnlySpan<float> samples, PcmFormat format, long startFrame = 0)
    {
        var meter = new LoudnessMeter(format, startFrame);
        meter.Add(samples);
        return meter.Finish();
    }

    public static double? Lufs(float[] samples, PcmFormat format) => LoudnessEnergies.Integrate([Energies(samples, format)], format);

    public static double TruePeakDb(float[] samples, PcmFormat format)
    {
        var meter = new TruePeakMeter(format);
        meter.Add(samples);
        return 20 * Math.Log10(meter.Finish());
    }

    static float[] Resample(float[] samples, int from, int to)
    {
        var output = new ArrayBufferWriter<float>();
        // Only the ratio counts; the resampler wants rates that are rates.
        var resampler = new Resampler(from < 1000 ? from * 4000 : from, to < 1000 ? to * 4000 : to, 1);
        resampler.Process(samples, output);
        resampler.Finish(output);
        return output.WrittenSpan.ToArray();
    }
}
