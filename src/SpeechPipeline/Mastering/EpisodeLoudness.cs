namespace SpeechPipeline.Mastering;

/// <summary>The loudness of an episode before and after mastering; levels are measured before lossy encoding.</summary>
/// <param name="TargetLufs">The requested loudness (ITU-R BS.1770-4, integrated, gated); absent: off.</param>
/// <param name="SpokenLufs">The loudness of the speech before mastering; absent if not measured or silent.</param>
/// <param name="GainDb">The gain applied to the whole episode.</param>
/// <param name="LimitedDb">The largest reduction of a peak.</param>
/// <param name="ReachedLufs">The loudness of the finished sound; absent: silence.</param>
/// <param name="TruePeakDbtp">The true peak of the finished sound; absent: silence.</param>
/// <param name="TargetRmsDb">The requested RMS level, where that is what was asked for.</param>
/// <param name="ReachedRmsDb">The RMS level of the finished sound, pauses included; absent: silence.</param>
public sealed record EpisodeLoudness(
    double? TargetLufs, double? SpokenLufs, double GainDb, double LimitedDb, double? ReachedLufs, double? TruePeakDbtp, double? TargetRmsDb, double? ReachedRmsDb);
