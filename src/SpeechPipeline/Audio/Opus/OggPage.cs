using System.Buffers;
using System.Buffers.Binary;

namespace SpeechPipeline.Audio.Opus;

/// <summary>Writes pages of an Ogg stream (RFC 3533, section 6).</summary>
static class OggPage
{
    public const int MostSegments = 255;

    /// <summary>A packet is cut into segments of this length; a shorter one, which may be empty, ends it.</summary>
    public const int SegmentBytes = 255;

    /// <summary>The granule position of a page on which no packet ends.</summary>
    public const long NoPacketEnds = -1;

    const int HeaderBytes = 27;
    const int CrcAt = 22;

    /// <summary>
    /// The same for all our streams: it only tells apart streams within one file, and every chunk must have it, whenever and
    /// wherever it is encoded.
    /// </summary>
    const uint SerialNumber = 0x7370_6368;

    /// <param name="file">The writer that gets the page.</param>
    /// <param name="flags">The kind of the page.</param>
    /// <param name="granulePosition">The samples up to the end of the last packet that ends on this page.</param>
    /// <param name="number">The page's place in the stream, from 0.</param>
    /// <param name="segments">The length of each segment.</param>
    /// <param name="content">The segments.</param>
    public static void Write(
        IBufferWriter<byte> file, OggPageFlags flags, long granulePosition, long number, ReadOnlySpan<byte> segments, ReadOnlySpan<byte> content)
    {
        var length = HeaderBytes + segments.Length + content.Length;
        var page = file.GetSpan(length)[..length];
        "OggS"u8.CopyTo(page);
        page[4] = 0; // version
        page[5] = (byte)flags;
        BinaryPrimitives.WriteInt64LittleEndian(page[6..], granulePosition);
        BinaryPrimitives.WriteUInt32LittleEndian(page[14..], SerialNumber);
        BinaryPrimitives.WriteUInt32LittleEndian(page[18..], (uint)number);
        page[CrcAt..(CrcAt + 4)].Clear(); // the checksum is computed with zeros here
        page[26] = checked((byte)segments.Length);
        segments.CopyTo(page[HeaderBytes..]);
        content.CopyTo(page[(HeaderBytes + segments.Length)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(page[CrcAt..], OggCrc.Of(page));
        file.Advance(length);
    }
}
