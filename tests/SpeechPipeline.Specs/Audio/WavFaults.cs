using System.Buffers.Binary;
using System.Text;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Specs.Audio;

/// <summary>Answers that a speech endpoint has given or might, none of them to be taken for sound, each with the words that must say why.</summary>
static class WavFaults
{
    static readonly WavBuilder Good = new();

    public static TheoryData<string, byte[]> All => new()
    {
        { "no bytes", [] },
        { "JSON", Encoding.UTF8.GetBytes("""{"error":{"message":"overloaded"}}""") },
        { "JSON", Encoding.UTF8.GetBytes("\uFEFF \r\n[1, 2, 3, 4, 5, 6, 7]") },
        { "HTML", Encoding.UTF8.GetBytes("<!DOCTYPE html><html><body>Bad gateway</body></html>") },
        { "MP3", [.. "ID3"u8, .. new byte[20]] },
        { "MP3", [0xFF, 0xF3, .. new byte[20]] },
        { "Ogg", [.. "OggS"u8, .. new byte[20]] },
        { "FLAC", [.. "fLaC"u8, .. new byte[20]] },
        { "something else: 20 bytes", new byte[20] },
        { "first 8 bytes", Good.Build()[..8] },
        { "another kind of RIFF", (Good with { Form = "AVI " }).Build() },
        { "no data chunk", Good.Build()[..12] },
        { "no data chunk", (Good with { HasData = false }).Build() },
        { "no data chunk", (Good with { HasData = false, BeforeData = WavBuilder.Chunk("LIST", new byte[5]) }).Build() },
        { "no fmt chunk before", (Good with { FormatBytes = 0 }).Build() },
        { "fmt chunk has 14 bytes", (Good with { FormatBytes = 14 }).Build() },
        { "extensible with 18 bytes", (Good with { Tag = 0xFFFE, FormatBytes = 18 }).Build() },
        { "subformat", Corrupt((Good with { Tag = 0xFFFE, Subformat = 1, FormatBytes = 40 }).Build(), 20 + 30) },
        { "format tag 0x0011", (Good with { Tag = 0x11 }).Build() },
        { "format tag 0x0055", (Good with { Tag = 0xFFFE, Subformat = 0x55, FormatBytes = 40 }).Build() },
        { "12 bits a sample", (Good with { Bits = 12 }).Build() },
        { "16 bits a sample with format tag 3", (Good with { Tag = 3 }).Build() },
        { "0 channels", (Good with { Channels = 0, BlockAlign = 2 }).Build() },
        { "6 channels", (Good with { Channels = 6 }).Build() },
        { "sample rate of 0 Hz", (Good with { Rate = 0 }).Build() },
        { "sample rate of 4294967295 Hz", (Good with { Rate = uint.MaxValue }).Build() },
        { "1 bytes a frame", (Good with { BlockAlign = 1 }).Build() },
        { "0 bytes a frame", (Good with { BlockAlign = 0 }).Build() },
        { "no sound", (Good with { Data = [] }).Build() },
        { "no sound", (Good with { Data = [], DataSize = uint.MaxValue, RiffSize = uint.MaxValue }).Build() },
        { "its data chunk states 200 bytes, but 199 follow", Good.Build()[..^1] },
        { "its data chunk states 1000000 bytes, but 200 follow", (Good with { DataSize = 1_000_000 }).Build() },
        { "its header states 10008 bytes, but it has 244", (Good with { DataSize = 0, RiffSize = 10_000 }).Build() },
        { "'LIST' chunk states 4000000000 bytes", (Good with { BeforeData = WavBuilder.Chunk("LIST", [1], 4_000_000_000) }).Build() },
        { "data chunk states 5000000000 bytes", [.. WavHeader.Build(new PcmFormat(24_000, 1), SampleEncoding.PcmS16Le, 5_000_000_000), .. new byte[300]] },
        { "within a frame", (Good with { Data = new byte[201] }).Build() },
        { "within a frame", (Good with { Data = new byte[202], Channels = 2 }).Build() },
        { "within a frame", (Good with { Data = new byte[201], DataSize = 0, RiffSize = 0 }).Build()[..^1] },
        { "NaN in frame 3 of 10", Floats(3, float.NaN) },
        { "Infinity in frame 9 of 10", Floats(9, float.PositiveInfinity) },
        { "several files were joined", [.. Good.Build(), .. Good.Build()] },
        { "several files were joined", [.. (Good with { DataSize = 0, RiffSize = 0 }).Build(), .. Good.Build()] },
        { "has 300 bytes after its data", [.. Good.Build(), .. Enumerable.Repeat((byte)0x81, 300)] },
        { "has 14 bytes after its data", [.. Good.Build(), .. WavBuilder.Chunk("LIST", new byte[6], 60)] },
    };

    /// <summary>Files that writers in the field make, each odd and each to be read right: how many frames it has.</summary>
    public static TheoryData<string, byte[], int> Odd => new()
    {
        { "one frame", (Good with { Data = [1, 2] }).Build(), 1 },
        { "fmt with an empty extension", (Good with { FormatBytes = 18 }).Build(), 100 },
        { "fmt longer than plain PCM needs", (Good with { FormatBytes = 40 }).Build(), 100 },
        { "extensible 16-bit", (Good with { Tag = 0xFFFE, Subformat = 1, FormatBytes = 40 }).Build(), 100 },
        { "extensible float", (Good with { Tag = 0xFFFE, Subformat = 3, FormatBytes = 40, Bits = 32, Data = new byte[400] }).Build(), 100 },
        { "two fmt chunks, of which the later counts", (Good with { Bits = 8, BeforeData = (Good with { HasData = false }).Build()[12..] }).Build(), 100 },
        { "a list before the data", (Good with { BeforeData = WavBuilder.Chunk("LIST", new byte[26]) }).Build(), 100 },
        { "odd chunk, padded", (Good with { BeforeData = WavBuilder.Chunk("JUNK", new byte[27]) }).Build(), 100 },
        { "odd chunk, not padded", (Good with { BeforeData = WavBuilder.Chunk("bext", new byte[27], padded: false) }).Build(), 100 },
        { "empty chunk", (Good with { BeforeData = WavBuilder.Chunk("PEAK", []) }).Build(), 100 },
        { "chunk that nobody knows", (Good with { BeforeData = WavBuilder.Chunk("~x 9", new byte[4]) }).Build(), 100 },
        { "an ID3 tag behind the data", (Good with { AfterData = WavBuilder.Chunk("id3 ", new byte[31]) }).Build(), 100 },
        { "zeros behind the data", (Good with { AfterData = new byte[500] }).Build(), 100 },
        { "a few bytes behind the data", (Good with { AfterData = [0x81, 0x82, 0x83] }).Build(), 100 },
        { "a size of nothing, read to the end", (Good with { DataSize = 0, RiffSize = 36 }).Build(), 100 },
        { "no size known, read to the end", (Good with { DataSize = uint.MaxValue, RiffSize = uint.MaxValue }).Build(), 100 },
        { "round numbers for sizes, as pocket-tts has them", (Good with { DataSize = 2_000_000_000, RiffSize = 2_000_000_036 }).Build(), 100 },
        { "no size known, then a list", (Good with { DataSize = uint.MaxValue, RiffSize = uint.MaxValue, AfterData = WavBuilder.Chunk("LIST", [.. "INFOISFT"u8, 6, 0, 0, 0, .. "Lavf60"u8]) }).Build(), 100 },
        { "no size known, then content credentials", (Good with { DataSize = uint.MaxValue, RiffSize = uint.MaxValue, AfterData = WavBuilder.Chunk("C2PA", [0, 0, 7, 0xD0, .. "jumb"u8, .. Noise(1_993)]) }).Build(), 100 },
        { "no size known, then two chunks", (Good with { DataSize = 0, RiffSize = 0, AfterData = [.. WavBuilder.Chunk("bext", Noise(602)), .. WavBuilder.Chunk("LIST", Noise(27))] }).Build(), 100 },
        { "no size known, then a list of unknown size", (Good with { DataSize = uint.MaxValue, RiffSize = uint.MaxValue, AfterData = WavBuilder.Chunk("LIST", [.. "INFOISFT"u8, 6, 0, 0, 0, .. "Lavf60"u8], uint.MaxValue) }).Build(), 100 },
        { "no size known, then what is left of a mended header", (Good with { DataSize = uint.MaxValue, RiffSize = uint.MaxValue, AfterData = MendedHeader(44) }).Build(), 100 },
        { "the same behind a header with a list", (Good with { BeforeData = WavBuilder.Chunk("LIST", new byte[26]), DataSize = uint.MaxValue, RiffSize = uint.MaxValue, AfterData = MendedHeader(78) }).Build(), 100 },
        { "RIFF size of nothing", (Good with { RiffSize = 0 }).Build(), 100 },
        { "RIFF size too small", (Good with { RiffSize = 4 }).Build(), 100 },
        { "RF64 of a small file", [.. WavHeader.Build(new PcmFormat(24_000, 1), SampleEncoding.PcmS16Le, 200), .. Good.Data], 100 },
        { "odd mu-law without its padding", (Good with { Tag = 7, Bits = 8, Data = new byte[101] }).Build()[..^1], 101 },
        { "two channels of 24 bits", (Good with { Channels = 2, Bits = 24, Data = new byte[600] }).Build(), 100 },
        { "8 bits without a sign", (Good with { Bits = 8, Data = new byte[100] }).Build(), 100 },
    };

    static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(3).NextBytes(noise);
        return noise;
    }

    /// <summary>Zeros, and the two sizes that a writer put where it believed its header to be.</summary>
    static byte[] MendedHeader(int length)
    {
        var header = new byte[length];
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), 270);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(length - 4), 200);
        return header;
    }

    static byte[] Corrupt(byte[] wav, int at)
    {
        wav[at] ^= 0xFF;
        return wav;
    }

    static byte[] Floats(int broken, float value)
    {
        var data = new byte[40];
        BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(broken * 4), value);
        return (Good with { Tag = 3, Bits = 32, Data = data }).Build();
    }
}
