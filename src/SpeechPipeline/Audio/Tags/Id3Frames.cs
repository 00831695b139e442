using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SpeechPipeline.Audio.Tags;

/// <summary>Frames of an ID3v2.3 tag, one after the other (id3v2.3.0, sections 3.3 and 4). Frame sizes in this version are not synchsafe.</summary>
sealed class Id3Frames
{
    const byte Latin1 = 0, Utf16 = 1, FrontCoverType = 3;

    readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Adds a frame with content that is already encoded.</summary>
    public void Frame(string id, params ReadOnlySpan<byte> content)
    {
        Span<byte> header = stackalloc byte[10];
        Encoding.ASCII.GetBytes(id, header);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], content.Length);
        header[8..].Clear();
        _bytes.Write(header);
        _bytes.Write(content);
    }

    public void Text(string id, string? text)
    {
        if (text is not null)
        {
            var encoding = EncodingOf(text);
            Frame(id, [encoding, .. Encoded(text, encoding)]);
        }
    }

    /// <summary>Section 4.11, with an empty description: the one that players show.</summary>
    public void Comment(string language, string? text)
    {
        if (text is not null)
        {
            var encoding = EncodingOf(text);
            byte[] description = encoding == Latin1 ? [0] : [.. Encoded("", encoding), 0, 0];
            Frame("COMM", [encoding, .. Encoding.ASCII.GetBytes(language), .. description, .. Encoded(text, encoding)]);
        }
    }

    /// <summary>Section 4.15.</summary>
    public void FrontCover(CoverImage? cover)
    {
        if (cover is not null)
        {
            Frame("APIC", [Latin1, .. Encoding.ASCII.GetBytes(cover.MediaType), 0, FrontCoverType, 0, .. cover.Content.Span]);
        }
    }

    /// <summary>ISO 8859-1 has the controls that cleaning removes from 0x80 to 0x9F, and old players that know no other encoding.</summary>
    static byte EncodingOf(string text) => text.AsSpan().ContainsAnyExceptInRange('\0', 'ÿ') ? Utf16 : Latin1;

    /// <summary>Section 3.3: 16-bit text begins with a byte order mark, each piece of it.</summary>
    static byte[] Encoded(string text, byte encoding) =>
        encoding == Latin1 ? Encoding.Latin1.GetBytes(text) : [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)];
}
