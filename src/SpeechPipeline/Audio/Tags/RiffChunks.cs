using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SpeechPipeline.Audio.Tags;

/// <summary>Chunks of a RIFF file, one after the other, each padded to an even number of bytes that its size does not count.</summary>
sealed class RiffChunks
{
    readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Whether all texts are the same in every code page.</summary>
    public bool IsAscii { get; private set; } = true;

    public void Chunk(ReadOnlySpan<byte> id, params ReadOnlySpan<byte> content)
    {
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(size, content.Length);
        _bytes.Write(id);
        _bytes.Write(size);
        _bytes.Write(content);
        if (content.Length % 2 != 0)
        {
            _bytes.Write<byte>([0]);
        }
    }

    /// <summary>UTF-8 with a zero after it (ZSTR).</summary>
    public void Text(ReadOnlySpan<byte> id, string? text, params ReadOnlySpan<byte> before)
    {
        if (text is not null)
        {
            IsAscii &= Ascii.IsValid(text);
            Chunk(id, [.. before, .. Encoding.UTF8.GetBytes(text), 0]);
        }
    }

    /// <summary>Writes nothing if the list is empty.</summary>
    public void List(ReadOnlySpan<byte> type, RiffChunks chunks)
    {
        if (!chunks.Written.IsEmpty)
        {
            IsAscii &= chunks.IsAscii;
            Chunk("LIST"u8, [.. type, .. chunks.Written]);
        }
    }
}
