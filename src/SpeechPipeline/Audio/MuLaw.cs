using System.Numerics;

namespace SpeechPipeline.Audio;

/// <summary>ITU-T G.711 mu-law over 16-bit samples: the recommendation's 14-bit values times four.</summary>
static class MuLaw
{
    // G.711 table 2a: the segments begin at 33 of 8192, here times four; the last decision value is 8159.
    const int Bias = 33 * 4;
    const int Loudest = (8159 * 4) - 1;

    static readonly short[] Decoded = [.. Enumerable.Range(0, 256).Select(static code => Expand((byte)code))];

    public static short Decode(byte code) => Decoded[code];

    public static byte Encode(short sample)
    {
        var magnitude = Math.Min(Math.Abs((int)sample), Loudest) + Bias;
        var segment = BitOperations.Log2((uint)magnitude) - 7;
        var step = (magnitude >> (segment + 3)) & 0xF;
        return (byte)~((sample < 0 ? 0x80 : 0) | (segment << 4) | step);
    }

    static short Expand(byte code)
    {
        var bits = ~code;
        var segment = (bits >> 4) & 7;
        var magnitude = ((((bits & 0xF) << 3) + Bias) << segment) - Bias;
        return (short)((bits & 0x80) == 0 ? magnitude : -magnitude);
    }
}
