using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpeechPipeline.Audio.Loudness;

/// <summary>Separates the channels of interleaved sound.</summary>
static class ChannelSamples
{
    /// <summary>
    /// A sample more than 60 dB over full scale is damaged. It is clipped to that level, and NaN becomes silence, so that a
    /// single sample cannot spoil all later ones in a filter.
    /// </summary>
    const float Most = 1000;

    /// <summary>Copies one channel, amplified; as many frames as <paramref name="samples"/> holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(ReadOnlySpan<float> interleaved, int channel, int channels, float gain, Span<float> samples)
    {
        if (channels == 1)
        {
            interleaved[..samples.Length].CopyTo(samples);
        }
        else
        {
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = interleaved[(i * channels) + channel];
            }
        }

        var vectors = MemoryMarshal.Cast<float, Vector<float>>(samples);
        for (var i = 0; i < vectors.Length; i++)
        {
            var scaled = vectors[i] * gain;
            var number = Vector.ConditionalSelect(Vector.Equals(scaled, scaled), scaled, Vector<float>.Zero);
            vectors[i] = Vector.Min(Vector.Max(number, new Vector<float>(-Most)), new Vector<float>(Most));
        }

        for (var i = vectors.Length * Vector<float>.Count; i < samples.Length; i++)
        {
            var scaled = samples[i] * gain;
            samples[i] = float.IsNaN(scaled) ? 0 : Math.Clamp(scaled, -Most, Most);
        }
    }

    /// <exception cref="ArgumentException">The samples are not whole frames.</exception>
    public static int Frames(ReadOnlySpan<float> interleaved, int channels) => interleaved.Length % channels == 0
        ? interleaved.Length / channels
        : throw new ArgumentException($"{interleaved.Length} samples do not make whole frames of {channels} channels.", nameof(interleaved));
}
