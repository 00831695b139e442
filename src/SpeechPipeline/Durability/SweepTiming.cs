namespace SpeechPipeline.Durability;

/// <summary>The timing of the sweep.</summary>
/// <param name="After">How long it ignores work that was just written or checked.</param>
public sealed record SweepTiming(TimeSpan After);
