using System.Buffers.Binary;

namespace SpeechPipeline.Specs.Audio.Opus;

/// <summary>A page of an Ogg stream.</summary>
/// <param name="Flags">1 continued, 2 first, 4 last.</param>
/// <param name="Packets">That end on it.</param>
sealed record OggStreamPage(int Flags, long Granule, uint Number, int Packets, byte[] Content);

/// <summary>Walks the pages of an Ogg stream; fails the test where one does not follow on another.</summary>
static class OggStream
{
    public static List<OggStreamPage> Pages(ReadOnlySpan<byte> ogg)
    {
        var pages = new List<OggStreamPage>();
        while (!ogg.IsEmpty)
        {
            Assert.True(ogg.StartsWith("OggS\0"u8), $"no page after {pages.Count}");
            var segments = ogg.Slice(27, ogg[26]);
            var content = 0;
            foreach (var segment in segments)
            {
                content += segment;
            }

            var length = 27 + segments.Length + content;
            pages.Add(new OggStreamPage(
                ogg[5],
                BinaryPrimitives.ReadInt64LittleEndian(ogg[6..]),
                BinaryPrimitives.ReadUInt32LittleEndian(ogg[18..]),
                segments.Length - segments.Count((byte)255),
                ogg[(27 + segments.Length)..length].ToArray()));
            ogg = ogg[length..];
        }

        return pages;
    }
}
