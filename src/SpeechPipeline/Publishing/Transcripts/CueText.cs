using SpeechPipeline.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>A cue without times.</summary>
/// <param name="Span">The span of its words in the segment's text.</param>
/// <param name="EndsAt">What ends after the words, from which the length of the pause is estimated.</param>
readonly record struct CueText(TextSpan Span, BreakLevel EndsAt);
