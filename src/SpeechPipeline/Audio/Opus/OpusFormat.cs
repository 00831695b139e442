namespace SpeechPipeline.Audio.Opus;

/// <summary>The rates of the Opus files that the pipeline writes.</summary>
public static class OpusFormat
{
    /// <summary>Granule positions count samples at 48 kHz for any input (RFC 7845, section 4), so the episode is laid out at that rate.</summary>
    public const int SampleRateHz = 48_000;

    /// <summary>Samples per channel in one packet: 20 ms, the frame that Opus is tuned for (RFC 6716, section 2.1.4).</summary>
    public const int PacketFrames = 960;

    /// <summary>
    /// The samples that a decoder outputs before the first of the episode: the encoder's delay of 6.5 ms. RFC 7845, section 4.2.
    /// </summary>
    public const int PreSkip = 312;

    /// <summary>Bits per second, ascending. Below 24 kbit/s speech loses its upper band; above 128 kbit/s no difference is audible.</summary>
    public static IReadOnlyList<int> BitRates { get; } = [24_000, 32_000, 48_000, 64_000, 96_000, 128_000];

    /// <summary>Why this combination is not possible, as a message for the caller; null if it is.</summary>
    public static string? Refusal(int sampleRateHz, int? bitRate) =>
        sampleRateHz != SampleRateHz ? $"Opus is always written at {SampleRateHz} Hz, not at {sampleRateHz} Hz."
        : bitRate is not { } bits ? "Opus needs a bit rate."
        : !BitRates.Contains(bits) ? $"Opus has no bit rate of {bits} bit/s; it has {string.Join(", ", BitRates)}."
        : null;
}
