using System.Numerics;

namespace SpeechPipeline.Audio;

/// <summary>ITU-T G.711 A-law over 16-bit samples: the recommendation's 13-bit values times eight.</summary>
static class ALaw
{
    // G.711 section 3.2: even bits are inverted on the line.
    const int EvenBits = 0x55;

    static readonly short[] Decoded = [.. Enumerable.Range(0, 256).Select(static code => Expand((byte)code))];

    public static short Decode(byte code) => Decoded[code];

    public static byte Encode(short sample)
    {
        // The two intervals around zero belong to different signs: -1 is the first below it.
        var magnitude = sample < 0 ? ~sample : sample;
        var segment = magnitude < 256 ? 0 : BitOperations.Log2((uint)magnitude) - 7;
        var step = (magnitude >> (segment == 0 ? 4 : segment + 3)) & 0xF;
        return (byte)(((sample < 0 ? 0 : 0x80) | (segment << 4) | step) ^ EvenBits);
    }

    static short Expand(byte code)
    {
        var bits = code ^ EvenBits;
        var segment = (bits >> 4) & 7;
        var step = ((bits & 0xF) << 4) + 8;
        var magnitude = segment == 0 ? step : (step + 256) << (segment - 1);
        return (short)((bits & 0x80) == 0 ? -magnitude : magnitude);
    }
}
