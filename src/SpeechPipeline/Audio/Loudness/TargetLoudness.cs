namespace SpeechPipeline.Audio.Loudness;

/// <summary>The allowed integrated loudness of an episode, in LUFS (ITU-R BS.1770-4).</summary>
public static class TargetLoudness
{
    /// <summary>What podcast apps ask for (Apple Podcasts: −16 ± 1).</summary>
    public const double DefaultLufs = -16;

    public const double LeastLufs = -31;

    public const double MostLufs = -8;
}
