using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SpeechPipeline.Audio;

/// <summary>Reads and writes 16-bit samples, the most common form of speech, a vector at a time.</summary>
static class Pcm16
{
    const float FullScale = 32768;

    /// <summary>The nearest sample (ties to even), clipped at full scale; NaN is silence.</summary>
    public static short Round(float sample) =>
        float.IsNaN(sample) ? (short)0 : (short)Math.Clamp(MathF.Round(sample * FullScale), short.MinValue, short.MaxValue);

    /// <summary>As many samples as <paramref name="samples"/> holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Decode(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        var at = 0;
        if (BitConverter.IsLittleEndian)
        {
            var vectors = MemoryMarshal.Cast<byte, Vector<short>>(bytes);
            ref var output = ref MemoryMarshal.GetReference(samples);
            foreach (var vector in vectors)
            {
                Vector.Widen(vector, out var first, out var second);
                (Vector.ConvertToSingle(first) * (1 / FullScale)).StoreUnsafe(ref output, (nuint)at);
                (Vector.ConvertToSingle(second) * (1 / FullScale)).StoreUnsafe(ref output, (nuint)(at + Vector<float>.Count));
                at += Vector<short>.Count;
            }
        }

        for (; at < samples.Length; at++)
        {
            samples[at] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(at * sizeof(short))..]) / FullScale;
        }
    }

    /// <summary>Writes each sample as <see cref="Round"/> gives it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Encode(ReadOnlySpan<float> samples, Span<byte> bytes)
    {
        var at = 0;
        if (BitConverter.IsLittleEndian)
        {
            ref var input = ref MemoryMarshal.GetReference(samples);
            var vectors = MemoryMarshal.Cast<byte, Vector<short>>(bytes[..(samples.Length * sizeof(short))]);
            foreach (ref var vector in vectors)
            {
                vector = Vector.Narrow(
                    Rounded(Vector.LoadUnsafe(ref input, (nuint)at)), Rounded(Vector.LoadUnsafe(ref input, (nuint)(at + Vector<float>.Count))));
                at += Vector<short>.Count;
            }
        }

        for (; at < samples.Length; at++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes[(at * sizeof(short))..], Round(samples[at]));
        }
    }

    static Vector<int> Rounded(Vector<float> samples)
    {
        var number = Vector.ConditionalSelect(Vector.Equals(samples, samples), samples, Vector<float>.Zero);
        var clipped = Vector.Min(Vector.Max(number * FullScale, new Vector<float>(short.MinValue)), new Vector<float>(short.MaxValue));
        return Vector.ConvertToInt32(Vector.Round(clipped));
    }
}
