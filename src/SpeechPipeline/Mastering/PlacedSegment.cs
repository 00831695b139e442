using SpeechPipeline.Segments;

namespace SpeechPipeline.Mastering;

/// <summary>A segment and its place in the episode.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Stored">Its speech.</param>
/// <param name="Start">Its first sample, at the episode's rate.</param>
/// <param name="End">The sample after its last.</param>
public sealed record PlacedSegment(PlannedSegment Segment, StoredSegment Stored, long Start, long End);
