using System.Buffers;
using System.Buffers.Binary;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Audio.Opus;

/// <summary>
/// The part of an Ogg Opus file before its sound: the identification header on its own page, and the comment header
/// (RFC 7845, sections 3 and 5).
/// </summary>
/// <remarks>
/// The pages of the sound are numbered before the tags are known, so the comment header always has the same number of pages: a packet
/// may span many (RFC 3533, section 5), and a short one is padded (RFC 7845, section 5.2). This makes a file without a cover longer by
/// 6.5 kB, less than a second of sound; a cover of up to 1 MiB fits.
/// </remarks>
public static class OpusHeader
{
    /// <summary>The number of the first audio page.</summary>
    public const int Pages = 1 + CommentPages;

    const int CommentPages = 24;

    /// <summary>The segments of the comment header; its last segment must be short.</summary>
    internal const int MostCommentBytes = (CommentPages * OggPage.MostSegments * OggPage.SegmentBytes) - 1;

    /// <summary>Long enough that each page has a segment, and the last one a byte.</summary>
    const int LeastCommentBytes = ((CommentPages - 1) * OggPage.SegmentBytes) + 1;

    /// <param name="channels">1 or 2.</param>
    /// <param name="tags">The tags of the file; null: none.</param>
    public static byte[] Build(int channels, EpisodeTags? tags)
    {
        var file = new ArrayBufferWriter<byte>();
        var identification = Identification(channels);
        OggPage.Write(file, OggPageFlags.First, 0, 0, [(byte)identification.Length], identification);
        WriteComments(file, OpusTags.Build(tags));
        return file.WrittenSpan.ToArray();
    }

    /// <summary>Section 5.1: version 1, no gain, channel mapping family 0 (mono or left and right).</summary>
    static byte[] Identification(int channels)
    {
        byte[] packet = [.. "OpusHead"u8, 1, (byte)channels, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(packet.AsSpan(10), OpusFormat.PreSkip);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(12), OpusFormat.SampleRateHz);
        return packet;
    }

    /// <summary>Distributes the segments evenly over the pages.</summary>
    static void WriteComments(ArrayBufferWriter<byte> file, byte[] comments)
    {
        ReadOnlySpan<byte> packet = [.. comments, .. new byte[Math.Max(0, LeastCommentBytes - comments.Length)]];
        var (onEach, more) = Math.DivRem((packet.Length / OggPage.SegmentBytes) + 1, CommentPages);
        Span<byte> segments = stackalloc byte[OggPage.MostSegments];
        for (var page = 0; page < CommentPages; page++)
        {
            var onThis = segments[..(onEach + (page < more ? 1 : 0))];
            var isLast = page == CommentPages - 1;
            onThis.Fill(OggPage.SegmentBytes);
            if (isLast)
            {
                onThis[^1] = (byte)(packet.Length % OggPage.SegmentBytes);
            }

            var content = packet[..Math.Min(packet.Length, onThis.Length * OggPage.SegmentBytes)];
            OggPage.Write(file, page == 0 ? OggPageFlags.None : OggPageFlags.Continued, isLast ? 0 : OggPage.NoPacketEnds, 1 + page, onThis, content);
            packet = packet[content.Length..];
        }
    }
}
