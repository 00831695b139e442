namespace SpeechPipeline.Segments;

/// <summary>The text of one call to the speech endpoint.</summary>
/// <param name="Index">Its place in the episode, from 0.</param>
/// <param name="Chapter">The <see cref="PlannedChapter.Index"/> of its chapter.</param>
/// <param name="Paragraph">The place of its (first) block among the blocks of its chapter, from 0.</param>
/// <param name="Text">Normalized text, with a letter or a number in it.</param>
/// <param name="PauseAfter">The silence that follows it.</param>
/// <param name="Speaker">The speaker; null is the narrator.</param>
/// <param name="PauseAfterMs">The length of a <see cref="PauseKind.Marked"/> silence, in milliseconds; null for others.</param>
public sealed record Segment(int Index, int Chapter, int Paragraph, string Text, PauseKind PauseAfter, string? Speaker = null, int? PauseAfterMs = null);
