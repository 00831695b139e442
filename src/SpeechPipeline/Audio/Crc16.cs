namespace SpeechPipeline.Audio;

/// <summary>CRC-16/ARC: x^16 + x^15 + x^2 + 1, reflected, initial value 0. The LAME tag uses it for itself and for the audio data.</summary>
static class Crc16
{
    const int Polynomial = 0xA001;
    const ushort One = 0x8000;

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

    /// <summary>The CRC of two concatenated sequences, from the CRCs of both: that of the first times x^(8 n), plus that of the second.</summary>
    public static ushort Combine(ushort first, ushort second, long secondBytes)
    {
        var (shift, power) = (One, (ushort)(One >> 8));
        for (; secondBytes > 0; secondBytes >>= 1)
        {
            shift = (secondBytes & 1) == 1 ? Multiply(shift, power) : shift;
            power = Multiply(power, power);
        }

        return (ushort)(Multiply(first, shift) ^ second);
    }

    /// <summary>The product of two polynomials modulo the generator; reflected, so that the highest bit is the constant term.</summary>
    static ushort Multiply(ushort a, ushort b)
    {
        var product = 0;
        for (int bit = One, times = b; bit > 0; bit >>= 1)
        {
            product ^= (a & bit) != 0 ? times : 0;
            times = (times >> 1) ^ ((times & 1) * Polynomial);
        }

        return (ushort)product;
    }
}
