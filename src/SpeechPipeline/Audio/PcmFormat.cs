namespace SpeechPipeline.Audio;

/// <summary>The sample rate and the number of interleaved channels of PCM.</summary>
/// <param name="SampleRateHz">4,000 to 192,000 Hz.</param>
/// <param name="Channels">1 (mono) or 2 (stereo).</param>
/// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
public readonly record struct PcmFormat(int SampleRateHz, int Channels)
{
    public const int MinSampleRateHz = 4_000;
    public const int MaxSampleRateHz = 192_000;
    public const int MaxChannels = 2;

    public int SampleRateHz { get; } = SampleRateHz is >= MinSampleRateHz and <= MaxSampleRateHz
        ? SampleRateHz
        : throw new ArgumentOutOfRangeException(nameof(SampleRateHz), SampleRateHz, "A sample rate is 4,000 to 192,000 Hz.");

    public int Channels { get; } = Channels is >= 1 and <= MaxChannels
        ? Channels
        : throw new ArgumentOutOfRangeException(nameof(Channels), Channels, "Audio has 1 or 2 channels.");

    public override string ToString() => $"{SampleRateHz} Hz {(Channels == 1 ? "mono" : "stereo")}";
}
