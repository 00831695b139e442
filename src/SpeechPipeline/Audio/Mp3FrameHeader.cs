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

    bool IsMpeg1 => SampleRateHz >= 32000;

    /// <summary>The size of the side information between header and main data (ISO/IEC 11172-3, 2.4.1.7; 13818-3, 2.4.1.7).</summary>
    public int SideInformationBytes => (IsMpeg1, Channels) switch { (true, 1) => 17, (true, _) => 32, (false, 1) => 9, _ => 17 };

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
        header = new(rate, bitRate, bytes[3] >> 6 == 3 ? 1 : 2, UnpaddedBytes(rate, bitRate) + padding);
        return true;
    }

    /// <summary>The lowest bit rate, from this frame's own on, whose frames at this sample rate have room for so many bytes.</summary>
    public (int BitRateIndex, int FrameBytes) SmallestFrame(int bytes)
    {
        var kilobits = IsMpeg1 ? Mpeg1Kilobits : Mpeg2Kilobits;
        for (var i = Array.IndexOf(kilobits, BitRate / 1000); i < kilobits.Length; i++)
        {
            var length = UnpaddedBytes(SampleRateHz, kilobits[i] * 1000);
            if (length >= bytes)
            {
                return (i + 1, length);
            }
        }

        throw new ArgumentOutOfRangeException(nameof(bytes), bytes, "No MPEG frame is long enough for so many bytes.");
    }

    static int UnpaddedBytes(int rate, int bitRate) => Mp3Format.SamplesPerFrame(rate) / 8 * bitRate / rate;
}
