namespace SpeechPipeline.Speech;

/// <summary>The state of the limiter, for health and metrics.</summary>
/// <param name="Level">How many calls may be under way; its whole part counts.</param>
/// <param name="UnderWay">How many calls are under way; more than the level for a while after it was lowered.</param>
/// <param name="Waiting">Callers without a place.</param>
/// <param name="NotBefore">No call is sent before this time; null: calls may be sent now.</param>
public sealed record SpeechLimiterState(double Level, int UnderWay, int Waiting, DateTimeOffset? NotBefore);
