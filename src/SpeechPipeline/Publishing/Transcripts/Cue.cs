using SpeechPipeline.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>A cue: words that are shown together.</summary>
/// <param name="Span">The span of its words in the segment's text.</param>
/// <param name="Start">Its first frame on the episode's timeline.</param>
/// <param name="End">The frame after its last.</param>
public readonly record struct Cue(TextSpan Span, long Start, long End);
