using System.Buffers.Binary;

namespace SpeechPipeline.Audio;

/// <summary>The bytes before the samples of a WAV file: RIFF, or RF64 (EBU Tech 3306) if 32-bit sizes are not enough.</summary>
public static class WavHeader
{
    const uint SizeIn64Bits = 0xFFFF_FFFF;

    /// <summary>
    /// 44 bytes for 16-bit PCM, 58 for the encodings that need a longer <c>fmt </c> and a <c>fact</c>, 36 more for RF64.
    /// The sizes count the padding byte that <see cref="PaddingBytes"/> asks for after the samples.
    /// </summary>
    /// <param name="format">Rate and channels.</param>
    /// <param name="encoding">The encoding of the samples.</param>
    /// <param name="dataBytes">The samples' length.</param>
    /// <param name="chunks">Whole chunks of even length before the samples: the tags.</param>
    /// <exception cref="ArgumentException">The encoding cannot be written, or the data are not whole frames.</exception>
    public static byte[] Build(PcmFormat format, SampleEncoding encoding, long dataBytes, ReadOnlySpan<byte> chunks = default)
    {
        var (tag, extended) = encoding switch
        {
            SampleEncoding.PcmS16Le => (1, false),
            SampleEncoding.PcmF32Le => (3, true),
            SampleEncoding.PcmALaw => (6, true),
            SampleEncoding.PcmMuLaw => (7, true),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "This encoding can be read, but not written."),
        };
        var blockAlign = format.Channels * encoding.BytesPerSample();
        if (dataBytes < 0 || dataBytes % blockAlign != 0)
        {
            throw new ArgumentException($"{dataBytes} bytes are not whole frames of {blockAlign} bytes.", nameof(dataBytes));
        }

        var frames = dataBytes / blockAlign;
        var shortLength = (extended ? 58 : 44) + chunks.Length;
        var large = shortLength - 8 + dataBytes + PaddingBytes(dataBytes) >= SizeIn64Bits;
        var header = new byte[shortLength + (large ? 36 : 0)];
        var riffSize = header.Length - 8 + dataBytes + PaddingBytes(dataBytes);

        var writer = new LittleEndianWriter(header);
        writer.Write(large ? "RF64"u8 : "RIFF"u8);
        writer.Write(large ? SizeIn64Bits : (uint)riffSize);
        writer.Write("WAVE"u8);
        if (large)
        {
            writer.Write("ds64"u8);
            writer.Write(28u);
            writer.Write((ulong)riffSize);
            writer.Write((ulong)dataBytes);
            writer.Write((ulong)frames);
            writer.Write(0u);
        }

        writer.Write("fmt "u8);
        writer.Write(extended ? 18u : 16u);
        writer.Write((ushort)tag);
        writer.Write((ushort)format.Channels);
        writer.Write((uint)format.SampleRateHz);
        writer.Write((uint)(format.SampleRateHz * blockAlign));
        writer.Write((ushort)blockAlign);
        writer.Write((ushort)(encoding.BytesPerSample() * 8));
        if (extended)
        {
            writer.Write((ushort)0);
            writer.Write("fact"u8);
            writer.Write(4u);
            writer.Write((uint)Math.Min(frames, SizeIn64Bits));
        }

        writer.Write(chunks);
        writer.Write("data"u8);
        writer.Write(large ? SizeIn64Bits : (uint)dataBytes);
        return header;
    }

    /// <summary>How many zero bytes follow the samples: chunks begin at even positions, so 1 after an odd number of bytes, else 0.</summary>
    public static int PaddingBytes(long dataBytes) => (int)(dataBytes & 1);

    ref struct LittleEndianWriter(Span<byte> rest)
    {
        Span<byte> _rest = rest;

        public void Write(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_rest);
            _rest = _rest[bytes.Length..];
        }

        public void Write(ushort value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(_rest, value);
            _rest = _rest[2..];
        }

        public void Write(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_rest, value);
            _rest = _rest[4..];
        }

        public void Write(ulong value)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_rest, value);
            _rest = _rest[8..];
        }
    }
}
