namespace SpeechPipeline.Segments;

/// <summary>A chapter that has something to speak.</summary>
/// <param name="Index">Its place among those, from 0.</param>
/// <param name="Title">Its name; null where the article gives none.</param>
/// <param name="FirstSegment">The <see cref="Segment.Index"/> of its first segment.</param>
public sealed record PlannedChapter(int Index, string? Title, int FirstSegment);
