namespace SpeechPipeline.Audio.Loudness;

/// <summary>The loudness that an episode is brought to.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Level">Its value, in the measure's unit.</param>
/// <param name="CeilingDbtp">True peaks stay below, in dBTP, before lossy encoding.</param>
public sealed record TargetLoudness(LoudnessMeasure Measure, double Level, double CeilingDbtp)
{
    /// <summary>What podcast apps ask for (Apple Podcasts: −16 ± 1).</summary>
    public const double DefaultLufs = -16;

    public const double LeastLufs = -31;

    public const double MostLufs = -8;

    /// <summary>
    /// What audiobook shops ask for (ACX, "Audio Submission Requirements"): RMS from −23 to −18 dB, peaks at −3 dB at most, here with room
    /// for what lossy encoding adds.
    /// </summary>
    public static TargetLoudness Audiobook { get; } = new(LoudnessMeasure.Rms, -20.5, -4);

    /// <summary>Integrated loudness, with the ceiling of EBU R 128.</summary>
    public static TargetLoudness Integrated(double lufs) => new(LoudnessMeasure.Integrated, lufs, -1);
}
