using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Audio.Opus;

/// <summary>A picture in the form of FLAC (RFC 9639, section 8.8), in base64: the value of a METADATA_BLOCK_PICTURE comment.</summary>
static class FlacPicture
{
    const int FrontCoverType = 3;

    public static string FrontCover(CoverImage cover)
    {
        var block = new ArrayBufferWriter<byte>();
        Number(FrontCoverType);
        Number(cover.MediaType.Length);
        block.Write(Encoding.ASCII.GetBytes(cover.MediaType));
        Number(0); // no description
        // Width, height, depth, colours: for information only, 0 if unknown. Readers expect all or none, and the depth is unknown.
        for (var unknown = 0; unknown < 4; unknown++)
        {
            Number(0);
        }

        Number(cover.Content.Length);
        block.Write(cover.Content.Span);
        return Convert.ToBase64String(block.WrittenSpan);

        void Number(int value)
        {
            BinaryPrimitives.WriteInt32BigEndian(block.GetSpan(sizeof(int)), value);
            block.Advance(sizeof(int));
        }
    }
}
