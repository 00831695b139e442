namespace SpeechPipeline.Specs.Audio;

/// <summary>Sounds to test with, the same in every run.</summary>
static class Signals
{
    /// <summary>The same sine in every channel, interleaved.</summary>
    public static float[] Sine(double hertz, double amplitude, int rateHz, int frames, int channels) =>
        [.. Enumerable.Range(0, frames * channels)
            .Select(i => (float)(amplitude * Math.Sin(2 * Math.PI * hertz * (i / channels) / rateHz)))];

    /// <summary>Something like a vowel at 110 Hz, three syllables a second with silence between, with a little hiss; peak 1.</summary>
    public static float[] Speech(int rateHz, int frames)
    {
        var random = new Random(1);
        var samples = new float[frames];
        double previous = 0, beforeThat = 0;
        for (var i = 0; i < frames; i++)
        {
            var excitation = (i % (rateHz / 110) == 0 ? 8 : 0) + (0.05 * ((random.NextDouble() * 2) - 1));
            var resonance = excitation + (1.6 * previous) - (0.81 * beforeThat);
            (beforeThat, previous) = (previous, resonance);
            samples[i] = (float)(resonance * Math.Pow(Math.Max(0, Math.Sin(2 * Math.PI * 3 * i / rateHz)), 2));
        }

        var peak = samples.Max(MathF.Abs);
        return [.. samples.Select(sample => sample / peak)];
    }

    /// <summary>
    /// Something with the peaks of a voice (some 15 dB over its loudness) and no two moments alike: harmonics of a gliding pitch, three
    /// syllables a second, a pause after seven; peak near 1.
    /// </summary>
    public static float[] Voice(int rateHz, int frames, int seed = 1)
    {
        var random = new Random(seed);
        var samples = new float[frames];
        var (phase, noise) = (0.0, 0.0);
        for (var i = 0; i < frames; i++)
        {
            var time = (double)i / rateHz;
            phase += 2 * Math.PI * (120 + (25 * Math.Sin(2.1 * time)) + (9 * Math.Sin(7.3 * time))) / rateHz;
            noise = (0.7 * noise) + (0.3 * ((random.NextDouble() * 2) - 1));
            var harmonics = 0.0;
            for (var k = 1; k <= 12; k++)
            {
                harmonics += Math.Sin((k * phase) + (k * k * 0.7)) / (1 + (0.15 * k * k * (1 + (0.5 * Math.Sin(1.3 * time)))));
            }

            var syllable = time * 3 % 8 < 7 ? Math.Pow(Math.Sin(Math.PI * 3 * time), 2) : 0;
            samples[i] = (float)((0.45 * harmonics * syllable) + (0.1 * noise * syllable));
        }

        return samples;
    }

    /// <summary>How strong one frequency is in the middle half of a mono signal.</summary>
    public static double Amplitude(ReadOnlySpan<float> samples, double hertz, int rateHz)
    {
        double cosine = 0, sine = 0, weights = 0;
        var (start, length) = (samples.Length / 4, samples.Length / 2);
        for (var i = 0; i < length; i++)
        {
            // Blackman-Harris: side lobes below -92 dB, so that what is measured is this frequency and no other.
            var turn = 2 * Math.PI * i / length;
            var weight = 0.35875 - (0.48829 * Math.Cos(turn)) + (0.14128 * Math.Cos(2 * turn)) - (0.01168 * Math.Cos(3 * turn));
            var phase = 2 * Math.PI * hertz * (start + i) / rateHz;
            cosine += weight * samples[start + i] * Math.Cos(phase);
            sine += weight * samples[start + i] * Math.Sin(phase);
            weights += weight;
        }

        return 2 * Math.Sqrt((cosine * cosine) + (sine * sine)) / weights;
    }
}
