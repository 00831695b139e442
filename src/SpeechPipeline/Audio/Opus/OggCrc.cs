namespace SpeechPipeline.Audio.Opus;

/// <summary>The checksum of an Ogg page (RFC 3533, section 6): 32 bits, polynomial 0x04C11DB7, the highest bit first, begun with 0.</summary>
static class OggCrc
{
    const uint Polynomial = 0x04C1_1DB7;

    static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static index => Enumerable.Range(0, 8).Aggregate((uint)index << 24, Shift))];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = 0u;
        foreach (var value in bytes)
        {
            crc = (crc << 8) ^ Table[(crc >> 24) ^ value];
        }

        return crc;
    }

    static uint Shift(uint crc, int step) => (crc << 1) ^ ((crc & 0x8000_0000) == 0 ? 0 : Polynomial);
}
