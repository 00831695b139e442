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
