using System.Buffers.Binary;
using System.Text;

namespace SpeechPipeline.Specs.Audio;

/// <summary>Puts WAV files together chunk by chunk, right or wrong. As it stands: 100 frames, 24 kHz, mono, 16-bit.</summary>
sealed record WavBuilder
{
    public string Magic { get; init; } = "RIFF";

    public string Form { get; init; } = "WAVE";

    /// <summary>What the RIFF header claims; null for the truth.</summary>
    public uint? RiffSize { get; init; }

    public ushort Tag { get; init; } = 1;

    public ushort Channels { get; init; } = 1;

    public uint Rate { get; init; } = 24_000;

    public ushort Bits { get; init; } = 16;

    public ushort? BlockAlign { get; init; }

    /// <summary>How many bytes of the fmt chunk are written; 0 for none.</summary>
    public int FormatBytes { get; init; } = 16;

    public ushort? Subformat { get; init; }

    public byte[] BeforeData { get; init; } = [];

    public byte[] Data { get; init; } = [.. Enumerable.Range(0, 200).Select(static i => (byte)i)];

    public bool HasData { get; init; } = true;

    /// <summary>What the data chunk claims; null for the truth.</summary>
    public uint? DataSize { get; init; }

    public byte[] AfterData { get; init; } = [];

    public static byte[] Chunk(string id, byte[] content, uint? claimed = null, bool padded = true)
    {
        var header = new byte[8];
        Encoding.ASCII.GetBytes(id).CopyTo(header, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), claimed ?? (uint)content.Length);
        return [.. header, .. content, .. new byte[padded ? content.Length % 2 : 0]];
    }

    public byte[] Build()
    {
        byte[] format = FormatBytes == 0 ? [] : Chunk("fmt ", Format()[..FormatBytes]);
        byte[] data = HasData ? Chunk("data", Data, DataSize) : [];
        byte[] body = [.. Encoding.ASCII.GetBytes(Form), .. format, .. BeforeData, .. data, .. AfterData];
        return Chunk(Magic, body, RiffSize, padded: false);
    }

    byte[] Format()
    {
        var format = new byte[40];
        var align = BlockAlign ?? (ushort)(Channels * Bits / 8);
        BinaryPrimitives.WriteUInt16LittleEndian(format, Tag);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(2), Channels);
        BinaryPrimitives.WriteUInt32LittleEndian(format.AsSpan(4), Rate);
        BinaryPrimitives.WriteUInt32LittleEndian(format.AsSpan(8), Rate * align);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(12), align);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(14), Bits);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(16), 22);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(24), Subformat ?? Tag);
        byte[] rest = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];
        rest.CopyTo(format, 26);
        return format;
    }
}
