namespace SpeechPipeline.Segments;

/// <summary>A chapter that has something to speak.</summary>
/// <param name="Index">Its place among the chapters with something to speak, from 0.</param>
/// <param name="Title">Its name; null if the article has none.</param>
/// <param name="FirstSegment">The <see cref="Segment.Index"/> of its first segment.</param>
public sealed record PlannedChapter(int Index, string? Title, int FirstSegment);
