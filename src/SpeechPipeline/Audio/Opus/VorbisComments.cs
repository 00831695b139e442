using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SpeechPipeline.Audio.Opus;

/// <summary>A list of fields with values in UTF-8, in Vorbis form (RFC 7845, section 5.2), up to a maximum length.</summary>
sealed class VorbisComments
{
    readonly ArrayBufferWriter<byte> _fields = new();
    readonly byte[] _begin;
    readonly int _most;
    int _count;

    /// <param name="signature">The beginning of the packet.</param>
    /// <param name="vendor">The name of the encoder.</param>
    /// <param name="mostBytes">The maximum length of the packet.</param>
    public VorbisComments(ReadOnlySpan<byte> signature, string vendor, int mostBytes) =>
        (_begin, _most) = ([.. signature, .. Length(Encoding.UTF8.GetByteCount(vendor)), .. Encoding.UTF8.GetBytes(vendor)], mostBytes);

    /// <summary>Adds all of these fields or, if they do not all fit, none. A field without a value is not written.</summary>
    public bool TryAdd(params ReadOnlySpan<(string Field, string? Value)> comments)
    {
        var added = new ArrayBufferWriter<byte>();
        var count = 0;
        foreach (var (field, value) in comments)
        {
            if (value is not null)
            {
                added.Write(Length(Encoding.UTF8.GetByteCount(field) + 1 + Encoding.UTF8.GetByteCount(value)));
                Encoding.UTF8.GetBytes($"{field}=", added);
                Encoding.UTF8.GetBytes(value, added);
                count++;
            }
        }

        if (_begin.Length + sizeof(int) + _fields.WrittenCount + added.WrittenCount > _most)
        {
            return false;
        }

        _fields.Write(added.WrittenSpan);
        _count += count;
        return true;
    }

    public byte[] ToArray() => [.. _begin, .. Length(_count), .. _fields.WrittenSpan];

    static byte[] Length(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
