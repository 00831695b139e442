namespace SpeechPipeline.Audio;

/// <summary>The four bytes at the head of an MPEG layer III frame (ISO/IEC 11172-3, 2.4.1.3; 13818-3; MPEG-2.5 as decoders know it).</summary>
/// <param name="SampleRateHz">8,000 to 48,000.</param>
/// <param name="BitRate">Bits per second.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="FrameBytes">The whole frame, header and padding slot included.</param>
readonly record struct Mp3FrameHeader(int SampleRateHz, int BitRate, int Channels, int FrameBytes)
{
    public const int Length = 4;

    static readonly int[] Mpeg1Kilobits = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    static readonly int[] Mpeg2Kilobits = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    static readonly int[] Mpeg1Rates = [44100, 48000, 32000];

    public static bool TryRead(ReadOnlySpan<byte> bytes, out Mp3FrameHeader header)
    {
        header = default;
        if (bytes.Length < Length || bytes[0] != 0xFF || (bytes[1] & 0xE6) != 0xE2)
        {
            return false;
        }

        var version = (bytes[1] >> 3) & 3; // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
        var bitRateIndex = bytes[2] >> 4;
        var rateIndex = (bytes[2] >> 2) & 3;
        if (version == 1 || bitRateIndex is 0 or 15 || rateIndex == 3)
        {
            return false;
        }

        var rate = Mpeg1Rates[rateIndex] >> (version switch { 3 => 0, 2 => 1, _ => 2 });
        var bitRate = (version == 3 ? Mpeg1Kilobits : Mpeg2Kilobits)[bitRateIndex - 1] * 1000;
        var padding = (bytes[2] >> 1) & 1;
        var frameBytes = (Mp3Format.SamplesPerFrame(rate) / 8 * bitRate / rate) + padding;
        header = new(rate, bitRate, bytes[3] >> 6 == 3 ? 1 : 2, frameBytes);
        return true;
    }
}
