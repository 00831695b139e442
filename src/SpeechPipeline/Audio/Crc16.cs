namespace SpeechPipeline.Audio;

/// <summary>CRC-16/ARC: x^16 + x^15 + x^2 + 1, reflected, from 0; what the LAME tag uses for itself and for the music.</summary>
static class Crc16
{
    const int Polynomial = 0xA001;

    static readonly ushort[] Table = [.. Enumerable.Range(0, 256).Select(static value =>
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value >> 1) ^ ((value & 1) * Polynomial);
        }

        return (ushort)value;
    })];

    public static ushort Append(ushort crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc = (ushort)((crc >> 8) ^ Table[(crc ^ value) & 0xFF]);
        }

        return crc;
    }
}
