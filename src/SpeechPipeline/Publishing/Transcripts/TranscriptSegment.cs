namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>A segment and its cues.</summary>
/// <param name="Spoken">The segment.</param>
/// <param name="Cues">In order, inside the segment; together they hold all of its text.</param>
public sealed record TranscriptSegment(SpokenSegment Spoken, IReadOnlyList<Cue> Cues);
