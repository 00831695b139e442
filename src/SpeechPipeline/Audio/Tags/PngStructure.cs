using System.Buffers.Binary;
using System.IO.Hashing;

namespace SpeechPipeline.Audio.Tags;

/// <summary>Walks the chunks of a PNG file (W3C PNG, sections 5 and 11): IHDR first, picture data, IEND, each with its CRC.</summary>
static class PngStructure
{
    const int ChunkFrame = 12; // length, type and CRC

    static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static (ImageSize Size, string? Problem) Read(ReadOnlySpan<byte> file)
    {
        var (size, hasData) = (default(ImageSize), false);
        for (var at = Signature.Length; file.Length - at >= ChunkFrame;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - ChunkFrame)
            {
                break;
            }

            var named = file.Slice(at + 4, 4 + (int)length); // the CRC is of type and data
            var type = named[..4];
            var data = named[4..];
            if (Crc32.HashToUInt32(named) != BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + data.Length)..]))
            {
                return (default, "The cover is a damaged PNG file: a checksum is wrong.");
            }

            if (at == Signature.Length)
            {
                if (!type.SequenceEqual("IHDR"u8) || !IsHeader(data))
                {
                    return (default, "The cover is a PNG file without a valid header.");
                }

                size = new ImageSize(BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]), 0);
            }

            at += ChunkFrame + data.Length;
            hasData |= type.SequenceEqual("IDAT"u8);
            if (type.SequenceEqual("IEND"u8))
            {
                return hasData ? (size with { Bytes = at }, null) : (default, "The cover is a PNG file without a picture in it.");
            }
        }

        return (default, "The cover is a PNG file that is cut short.");
    }

    /// <summary>Section 11.2.1: thirteen bytes, of which the last five have few valid values.</summary>
    static bool IsHeader(ReadOnlySpan<byte> data) => data.Length == 13 && data[10] == 0 && data[11] == 0 && data[12] <= 1 && (data[9], data[8]) switch
    {
        (0, 1 or 2 or 4 or 8 or 16) => true,
        (3, 1 or 2 or 4 or 8) => true,
        (2 or 4 or 6, 8 or 16) => true,
        _ => false,
    };
}
