using SpeechPipeline.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>What is shown at a time.</summary>
/// <param name="Span">Where its words stand in the segment's text.</param>
/// <param name="Start">Its first frame on the episode's timeline.</param>
/// <param name="End">The frame after its last.</param>
public readonly record struct Cue(TextSpan Span, long Start, long End);
