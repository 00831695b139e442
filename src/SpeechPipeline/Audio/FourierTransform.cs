using System.Numerics;

namespace SpeechPipeline.Audio;

/// <summary>The energies of frequencies in a frame of sound: a radix-2 fast Fourier transform under a Hann window.</summary>
/// <param name="size">Samples of a frame, a power of two.</param>
sealed class FourierTransform(int size)
{
    readonly Complex[] _values = new Complex[size];
    readonly double[] _window = [.. Enumerable.Range(0, size).Select(i => 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / size)))];
    readonly Complex[] _roots = [.. Enumerable.Range(0, size / 2).Select(i => Complex.FromPolarCoordinates(1, -2 * Math.PI * i / size))];

    /// <summary>The energy of each band, the frequencies from one edge up to the next.</summary>
    /// <param name="samples">Of all channels in turn; the first is looked at. Beyond their end is silence.</param>
    /// <param name="start">The frame's first sample in its channel.</param>
    /// <param name="channels">1 or more.</param>
    /// <param name="edges">In steps of the sample rate divided by the size, below half the size. A band has one step at least.</param>
    public float[] Energies(ReadOnlySpan<float> samples, int start, int channels, int[] edges)
    {
        for (var i = 0; i < size; i++)
        {
            var at = (start + i) * channels;
            // In the order of reversed bits, so that it is transformed in place.
            _values[(int)(Reversed((uint)i) >> (32 - BitOperations.Log2((uint)size)))] = at < samples.Length ? samples[at] * _window[i] : 0;
        }

        for (var half = 1; half < size; half *= 2)
        {
            for (var begin = 0; begin < size; begin += 2 * half)
            {
                for (var i = 0; i < half; i++)
                {
                    var (low, high) = (_values[begin + i], _values[begin + half + i] * _roots[i * (size / 2 / half)]);
                    (_values[begin + i], _values[begin + half + i]) = (low + high, low - high);
                }
            }
        }

        var bands = new float[edges.Length - 1];
        for (var band = 0; band < bands.Length; band++)
        {
            for (var i = edges[band]; i < Math.Max(edges[band] + 1, edges[band + 1]); i++)
            {
                bands[band] += (float)((_values[i].Real * _values[i].Real) + (_values[i].Imaginary * _values[i].Imaginary));
            }
        }

        return bands;
    }

    static uint Reversed(uint value)
    {
        value = ((value >> 1) & 0x5555_5555) | ((value & 0x5555_5555) << 1);
        value = ((value >> 2) & 0x3333_3333) | ((value & 0x3333_3333) << 2);
        value = ((value >> 4) & 0x0F0F_0F0F) | ((value & 0x0F0F_0F0F) << 4);
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
    }
}
