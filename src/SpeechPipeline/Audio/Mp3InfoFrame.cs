using System.Buffers.Binary;

namespace SpeechPipeline.Audio;

/// <summary>
/// The first frame of a constant bit rate MP3, which tells players its length, where to seek, and which samples at
/// either end are the codec's delay and padding: Xing's header, named "Info", with LAME's extension (the "LAME tag",
/// revision 1). To a decoder that does not know it, it is a frame of silence.
/// </summary>
public static class Mp3InfoFrame
{
    /// <summary>
    /// Samples that LAME puts before the sound; measured: with a decoder's own 529 (528 + 1) an impulse comes out 1105 samples late,
    /// at every rate.
    /// </summary>
    public const int EncoderDelay = 576;

    const int TocEntries = 100;
    const int TagBytes = 4 + 4 + 4 + 4 + TocEntries + 4 + 36;

    /// <summary>The frame for a stream, with the stream's bit rate, or a higher one if such a frame would be too short.</summary>
    /// <param name="stream">All MPEG frames that follow.</param>
    /// <param name="sampleFrames">The encoded samples per channel, which a player plays.</param>
    /// <exception cref="ArgumentException">The stream has no frames, or not those of so many samples.</exception>
    public static byte[] Build(Mp3StreamSummary stream, long sampleFrames)
    {
        var first = new byte[Mp3FrameHeader.Length];
        BinaryPrimitives.WriteUInt32BigEndian(first, stream.FirstHeader);
        if (!Mp3FrameHeader.TryRead(first, out var audio))
        {
            throw new ArgumentException("The MP3 stream has no frames.", nameof(stream));
        }

        var padding = (stream.MpegFrames * Mp3Format.SamplesPerFrame(audio.SampleRateHz)) - EncoderDelay - sampleFrames;
        if (padding is < 0 or > 0xFFF)
        {
            throw new ArgumentException($"{stream.MpegFrames} MPEG frames do not hold {sampleFrames} samples.", nameof(sampleFrames));
        }

        var tagAt = Mp3FrameHeader.Length + audio.SideInformationBytes;
        var (bitRateIndex, frameBytes) = audio.SmallestFrame(tagAt + TagBytes);
        var frame = new byte[frameBytes];
        first.CopyTo(frame, 0);
        frame[2] = (byte)((bitRateIndex << 4) | (first[2] & 0x0D)); // no padding slot
        frame[3] = (byte)(first[3] & 0xCF); // no mode extension
        var total = stream.Bytes + frame.Length;
        WriteXing(frame.AsSpan(tagAt), stream, total);
        WriteLame(frame.AsSpan(tagAt + TagBytes - 36), stream, audio, total, (int)padding);
        var crcAt = tagAt + TagBytes - 2;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(crcAt), Crc16.Append(0, frame.AsSpan(0, crcAt)));
        return frame;
    }

    static void WriteXing(Span<byte> tag, Mp3StreamSummary stream, long total)
    {
        "Info"u8.CopyTo(tag);
        tag[7] = 0x0F; // frames, bytes, table and quality are there
        BinaryPrimitives.WriteUInt32BigEndian(tag[8..], Clamp(stream.MpegFrames));
        BinaryPrimitives.WriteUInt32BigEndian(tag[12..], Clamp(total));
        for (var percent = 0; percent < TocEntries; percent++)
        {
            // The place, in 256ths of the file, of the frame at that time. All frames have the same size, so place is proportional to time.
            var place = total - stream.Bytes + (stream.Bytes * percent / TocEntries);
            tag[16 + percent] = (byte)(place * 256 / total);
        }
    }

    static void WriteLame(Span<byte> tag, Mp3StreamSummary stream, Mp3FrameHeader audio, long total, int padding)
    {
        "LAME3.100"u8.CopyTo(tag); // players trust delay and padding only of encoders they know
        tag[9] = 0x01; // revision 0, constant bit rate
        tag[20] = (byte)Math.Min(audio.BitRate / 1000, 255);
        tag[21] = EncoderDelay >> 4;
        tag[22] = (byte)(((EncoderDelay & 0xF) << 4) | (padding >> 8));
        tag[23] = (byte)padding;
        tag[24] = (byte)(SourceRate(audio.SampleRateHz) << 6 | (audio.Channels == 1 ? 0 : 3) << 2); // mono, joint stereo
        BinaryPrimitives.WriteUInt32BigEndian(tag[28..], Clamp(total));
        BinaryPrimitives.WriteUInt16BigEndian(tag[32..], stream.Crc);
    }

    static int SourceRate(int hertz) => hertz switch { <= 32000 => 0, 44100 => 1, _ => 2 };

    static uint Clamp(long value) => (uint)Math.Min(value, uint.MaxValue);
}
