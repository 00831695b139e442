namespace SpeechPipeline.Audio;

/// <summary>
/// Which sample rates and constant bit rates an MP3 can have: those of MPEG-1, MPEG-2 (ISO/IEC 11172-3, 13818-3) and MPEG-2.5
/// layer III that LAME writes correctly. At 12 kHz and below it writes 64 kbit/s for any higher rate, and it writes silence for 24 kHz stereo
/// at 8 kbit/s, so that bit rate is left out.
/// </summary>
public static class Mp3Format
{
    static readonly int[] Mpeg1 = [32000, 40000, 48000, 56000, 64000, 80000, 96000, 112000, 128000, 160000, 192000, 224000, 256000, 320000];
    static readonly int[] Mpeg2 = [16000, 24000, 32000, 40000, 48000, 56000, 64000, 80000, 96000, 112000, 128000, 144000, 160000];
    static readonly int[] Mpeg25 = [16000, 24000, 32000, 40000, 48000, 56000, 64000];

    /// <summary>Ascending, in Hz.</summary>
    public static IReadOnlyList<int> SampleRatesHz { get; } = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000];

    /// <summary>The bit rates in bits per second that a sample rate can have, ascending; none if MP3 does not have the rate.</summary>
    public static IReadOnlyList<int> BitRates(int sampleRateHz) => sampleRateHz switch
    {
        32000 or 44100 or 48000 => Mpeg1,
        16000 or 22050 or 24000 => Mpeg2,
        8000 or 11025 or 12000 => Mpeg25,
        _ => [],
    };

    /// <summary>Samples per channel in one MPEG frame: 1152 from 32 kHz on (MPEG-1), else 576.</summary>
    public static int SamplesPerFrame(int sampleRateHz) => sampleRateHz >= 32000 ? 1152 : 576;

    /// <summary>Why a combination of sample rate and bit rate (bits per second) is not possible, as a message for the caller; null if it is.</summary>
    public static string? Refusal(int sampleRateHz, int bitRate)
    {
        var allowed = BitRates(sampleRateHz);
        return allowed switch
        {
            [] => $"MP3 has no sample rate of {sampleRateHz} Hz; it has {string.Join(", ", SampleRatesHz)}.",
            _ when !allowed.Contains(bitRate) => $"MP3 at {sampleRateHz} Hz has no bit rate of {bitRate} bit/s; it has {string.Join(", ", allowed)}.",
            _ => null,
        };
    }
}
