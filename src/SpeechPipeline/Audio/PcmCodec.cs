using System.Buffers;
using System.Buffers.Binary;

namespace SpeechPipeline.Audio;

/// <summary>Turns samples of ±1 into bytes and back. An integer of n bits is divided by 2^(n-1).</summary>
public static class PcmCodec
{
    const int BlockSamples = 4096;

    /// <summary>
    /// Appends the samples. 16-bit and G.711 round to the nearest (ties to even) and clip at full scale, NaN becomes silence;
    /// 32-bit float is written as it is. No dither: decoded 16-bit samples are written back unchanged.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The encoding can only be read.</exception>
    public static void Encode(ReadOnlySpan<float> samples, SampleEncoding encoding, IBufferWriter<byte> output)
    {
        if (!encoding.IsWritten())
        {
            throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "This encoding can be read, but not written.");
        }

        var size = encoding.BytesPerSample();
        while (!samples.IsEmpty)
        {
            var block = samples[..Math.Min(samples.Length, BlockSamples)];
            EncodeBlock(block, encoding, output.GetSpan(block.Length * size));
            output.Advance(block.Length * size);
            samples = samples[block.Length..];
        }
    }

    /// <summary>Reads exactly as many samples as <paramref name="samples"/> holds.</summary>
    /// <exception cref="ArgumentException">The bytes are more or fewer than those samples take.</exception>
    public static void Decode(ReadOnlySpan<byte> bytes, SampleEncoding encoding, Span<float> samples)
    {
        var size = encoding.BytesPerSample();
        if (bytes.Length != (long)samples.Length * size)
        {
            throw new ArgumentException($"{bytes.Length} bytes are not {samples.Length} samples of {size} bytes.", nameof(bytes));
        }

        if (encoding == SampleEncoding.PcmS16Le)
        {
            Pcm16.Decode(bytes, samples);
            return;
        }

        for (var i = 0; i < samples.Length; i++)
        {
            var at = bytes.Slice(i * size, size);
            samples[i] = encoding switch
            {
                SampleEncoding.PcmF32Le => BinaryPrimitives.ReadSingleLittleEndian(at),
                SampleEncoding.PcmMuLaw => MuLaw.Decode(at[0]) / 32768f,
                SampleEncoding.PcmALaw => ALaw.Decode(at[0]) / 32768f,
                SampleEncoding.PcmU8 => (at[0] - 128) / 128f,
                SampleEncoding.PcmS24Le => ((at[0] << 8) | (at[1] << 16) | (at[2] << 24)) / 2147483648f,
                SampleEncoding.PcmS32Le => BinaryPrimitives.ReadInt32LittleEndian(at) / 2147483648f,
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(at),
            };
        }
    }

    static void EncodeBlock(ReadOnlySpan<float> samples, SampleEncoding encoding, Span<byte> bytes)
    {
        if (encoding == SampleEncoding.PcmS16Le)
        {
            Pcm16.Encode(samples, bytes);
            return;
        }

        for (var i = 0; i < samples.Length; i++)
        {
            switch (encoding)
            {
                case SampleEncoding.PcmF32Le:
                    BinaryPrimitives.WriteSingleLittleEndian(bytes[(i * 4)..], samples[i]);
                    break;
                case SampleEncoding.PcmMuLaw:
                    bytes[i] = MuLaw.Encode(Pcm16.Round(samples[i]));
                    break;
                default:
                    bytes[i] = ALaw.Encode(Pcm16.Round(samples[i]));
                    break;
            }
        }
    }
}
