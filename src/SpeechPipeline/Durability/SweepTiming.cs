namespace SpeechPipeline.Durability;

/// <summary>How the sweep works.</summary>
/// <param name="After">How long it leaves something alone that was written or looked at just now.</param>
public sealed record SweepTiming(TimeSpan After);
