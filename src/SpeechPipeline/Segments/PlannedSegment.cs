namespace SpeechPipeline.Segments;

/// <summary>A segment as a job will speak it.</summary>
/// <param name="Index">From 0, in the order of the episode.</param>
/// <param name="Chapter">Index of its chapter.</param>
/// <param name="Paragraph">Index of its paragraph in the article.</param>
/// <param name="Text">The text to speak.</param>
/// <param name="PauseAfterMs">Silence that follows, in milliseconds.</param>
/// <param name="Key">Names its speech: see <see cref="SegmentKey"/>.</param>
/// <param name="Take">Which take of that speech the job uses, from 0.</param>
/// <param name="Speaker">The speaker, one of the request's; null is the narrator.</param>
/// <param name="Pause">The reason for the silence after it.</param>
public sealed record PlannedSegment(
    int Index, int Chapter, int Paragraph, string Text, int PauseAfterMs, string Key, int Take, string? Speaker = null, PauseKind Pause = PauseKind.None);
