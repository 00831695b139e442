namespace SpeechPipeline.Segments;

/// <summary>Everything that is spoken in an episode, in order. The same article and limits always give the same plan.</summary>
/// <param name="Title">The article's title; null if it has none.</param>
/// <param name="Chapters">The chapters that have something to speak.</param>
/// <param name="Segments">The segments of all chapters; empty if the article has nothing to speak.</param>
public sealed record SegmentPlan(string? Title, IReadOnlyList<PlannedChapter> Chapters, IReadOnlyList<Segment> Segments);
