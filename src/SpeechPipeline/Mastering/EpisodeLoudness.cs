namespace SpeechPipeline.Mastering;

/// <summary>How loud an episode was and is; levels are those of the file before lossy encoding.</summary>
/// <param name="TargetLufs">That was asked for (ITU-R BS.1770-4, integrated, gated); absent: off.</param>
/// <param name="SpokenLufs">Of the speech as it came; absent where it was not measured or is silence.</param>
/// <param name="GainDb">By which all of it was amplified.</param>
/// <param name="LimitedDb">The most by which a peak was turned down.</param>
/// <param name="ReachedLufs">Of the finished sound; absent: silence.</param>
/// <param name="TruePeakDbtp">Of the finished sound; absent: silence.</param>
public sealed record EpisodeLoudness(
    double? TargetLufs, double? SpokenLufs, double GainDb, double LimitedDb, double? ReachedLufs, double? TruePeakDbtp);
