using System.Buffers.Binary;
using System.Text;

namespace SpeechPipeline.Audio;

/// <summary>
/// Reads WAV as speech endpoints write it. A size that a streaming writer could not know is read to the end, less the chunks that follow
/// the samples; a size that is plausible and larger than what follows means that the rest was lost, and such a body is never taken for
/// whole; nor is one where more follows than was announced, which is how servers answer that stitch several sounds together badly.
/// </summary>
public static class WavReader
{
    // What streaming writers put where they cannot know: 0, about the largest signed or unsigned value (0x7FFFFFFF, 0x7FFFF000,
    // either less the header), or a round number (pocket-tts: 2,000,000,000). No honest body of this size fits into memory.
    const uint Unknown = 1_900_000_000;

    // 48 kHz stereo: bytes of G.711 at 192 kHz become four times as many in memory.
    const int MostSamplesPerSecond = 96_000;

    /// <summary>All samples of a RIFF or RF64 file. Memory is allocated by the actual bytes, never by the sizes in a header.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="mostSeconds">Longer files are refused before they are decoded; so are files with more samples than so many seconds of 48 kHz stereo.</param>
    /// <exception cref="InvalidAudioException">The bytes are not a complete WAV of at least one frame, or it is too long.</exception>
    public static PcmAudio Read(ReadOnlyMemory<byte> file, double mostSeconds = double.PositiveInfinity)
    {
        var bytes = file.Span;
        CheckKind(bytes);

        WavFormatChunk? format = null;
        ulong? sizeIn64Bits = null;
        for (var at = 12L; at + 8 <= bytes.Length;)
        {
            var id = bytes.Slice((int)at, 4);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(int)(at + 4)..]);
            var rest = bytes[(int)(at + 8)..];
            if (id.SequenceEqual("data"u8))
            {
                var known = format ?? throw new InvalidAudioException("The WAV has no fmt chunk before its data.");
                return ReadSamples(known, rest[..DataLength(bytes, size, sizeIn64Bits, rest, mostSeconds * known.Format.SampleRateHz * known.BytesPerFrame)], mostSeconds);
            }

            if (size > rest.Length)
            {
                throw new InvalidAudioException($"The WAV is cut short: its {Name(id)} chunk states {size} bytes, but {rest.Length} follow.");
            }

            if (id.SequenceEqual("fmt "u8))
            {
                format = WavFormatChunk.Read(rest[..(int)size]);
            }
            else if (id.SequenceEqual("ds64"u8) && size >= 16)
            {
                sizeIn64Bits = BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]);
            }

            at += 8 + (long)size + Padding(rest, size);
        }

        throw new InvalidAudioException($"The WAV has no data chunk in its {bytes.Length} bytes.");
    }

    static void CheckKind(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new InvalidAudioException("The audio is empty: no bytes.");
        }

        if (bytes.Length < 12 || !(bytes.StartsWith("RIFF"u8) || bytes.StartsWith("RF64"u8)) || !bytes[8..12].SequenceEqual("WAVE"u8))
        {
            throw new InvalidAudioException($"The audio is not a WAV but {AudioKind.Describe(bytes)}.");
        }
    }

    // An odd chunk is followed by a padding byte. Some writers forget it: then the next byte is the letter that begins the next chunk's name.
    static int Padding(ReadOnlySpan<byte> rest, uint size) =>
        size % 2 == 1 && !(size < rest.Length && char.IsAsciiLetter((char)rest[(int)size])) ? 1 : 0;

    /// <param name="bytes">The file.</param>
    /// <param name="size">What its data chunk claims.</param>
    /// <param name="sizeIn64Bits">What its ds64 chunk claims.</param>
    /// <param name="rest">What follows.</param>
    /// <param name="mostBytes">More than the sound could have: a claim beyond that, and beyond what follows, is none.</param>
    static int DataLength(ReadOnlySpan<byte> bytes, uint size, ulong? sizeIn64Bits, ReadOnlySpan<byte> rest, double mostBytes)
    {
        var inside = rest.IndexOf("WAVEfmt "u8);
        if (inside >= 0)
        {
            throw new InvalidAudioException($"Another WAV begins {inside} bytes into the data: several files were joined.");
        }

        var claimed = size == uint.MaxValue && sizeIn64Bits is { } wide ? wide : size >= Unknown ? 0 : size;
        if (claimed > (ulong)rest.Length && claimed > mostBytes)
        {
            claimed = 0;
        }
        else if (claimed > (ulong)rest.Length)
        {
            throw new InvalidAudioException($"The WAV is cut short: its data chunk states {claimed} bytes, but {rest.Length} follow.");
        }

        if (claimed > 0)
        {
            CheckWhatFollows(rest[(int)claimed..], Padding(rest, (uint)claimed));
            return (int)claimed;
        }

        var whole = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        return whole >= Unknown || whole + 8 <= bytes.Length || whole > mostBytes
            ? rest.Length - WavTrailer.LengthIn(rest, bytes.Length - rest.Length)
            : throw new InvalidAudioException($"The WAV is cut short: its header states {whole + 8} bytes, but it has {bytes.Length}.");
    }

    static void CheckWhatFollows(ReadOnlySpan<byte> rest, int padding)
    {
        var all = rest.Length;
        rest = rest[Math.Min(padding, rest.Length)..];
        while (rest.Length >= 8 && rest.ContainsAnyExcept((byte)0))
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (size > rest.Length - 8 || rest[..4].ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            {
                throw new InvalidAudioException($"The WAV has {all} bytes after its data that are not chunks.");
            }

            var chunk = rest[8..];
            rest = chunk[Math.Min((int)size + Padding(chunk, size), chunk.Length)..];
        }
    }

    static PcmAudio ReadSamples(WavFormatChunk chunk, ReadOnlySpan<byte> data, double mostSeconds)
    {
        var frames = data.Length / chunk.BytesPerFrame;
        var left = data.Length % chunk.BytesPerFrame;
        var padded = left == 1 && (data.Length - 1) % 2 == 1; // read to its end, an odd number of bytes comes with its padding
        if (left != 0 && !padded)
        {
            throw new InvalidAudioException($"The WAV ends within a frame: {data.Length} bytes of data are {frames} frames of {chunk.BytesPerFrame} bytes and {left} more.");
        }

        if (frames == 0)
        {
            throw new InvalidAudioException("The WAV has no sound: its data chunk is empty.");
        }

        if (frames > mostSeconds * Math.Min(chunk.Format.SampleRateHz, MostSamplesPerSecond / chunk.Format.Channels))
        {
            throw new InvalidAudioException(FormattableString.Invariant(
                $"The WAV has {frames} frames of {chunk.Format}, which is {(double)frames / chunk.Format.SampleRateHz:0.0} s; at most {mostSeconds:0} s are allowed."));
        }

        var samples = new float[frames * chunk.Format.Channels];
        PcmCodec.Decode(data[..(frames * chunk.BytesPerFrame)], chunk.Encoding, samples);
        var broken = samples.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        return broken < 0
            ? new PcmAudio(chunk.Format, samples)
            : throw new InvalidAudioException($"The WAV has a sample that is not a number: {samples[broken]} in frame {broken / chunk.Format.Channels} of {frames}.");
    }

    static string Name(ReadOnlySpan<byte> id) => id.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? $"0x{Convert.ToHexString(id)}" : $"'{Encoding.ASCII.GetString(id)}'";
}
