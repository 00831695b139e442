namespace SpeechPipeline.Speech;

/// <summary>How the limiter stands, for health and metrics.</summary>
/// <param name="Level">How many calls may be under way; its whole part counts.</param>
/// <param name="UnderWay">How many are; for a while more than the level, after it was lowered.</param>
/// <param name="Waiting">Callers without a place.</param>
/// <param name="NotBefore">No call goes out before; null when calls may.</param>
public sealed record SpeechLimiterState(double Level, int UnderWay, int Waiting, DateTimeOffset? NotBefore);
