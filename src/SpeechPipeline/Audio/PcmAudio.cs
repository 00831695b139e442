namespace SpeechPipeline.Audio;

/// <summary>Sound in memory.</summary>
/// <param name="Format">Rate and channels.</param>
/// <param name="Samples">Interleaved, full scale is ±1; a whole number of frames.</param>
/// <exception cref="ArgumentException">The samples do not make whole frames.</exception>
public sealed record PcmAudio(PcmFormat Format, float[] Samples)
{
    public float[] Samples { get; } = Samples.Length % Format.Channels == 0
        ? Samples
        : throw new ArgumentException($"{Samples.Length} samples do not make whole frames of {Format.Channels} channels.", nameof(Samples));

    /// <summary>Samples per channel.</summary>
    public int FrameCount => Samples.Length / Format.Channels;

    public double DurationSeconds => (double)FrameCount / Format.SampleRateHz;
}
