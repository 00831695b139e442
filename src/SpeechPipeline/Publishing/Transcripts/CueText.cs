using SpeechPipeline.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>The words of a cue that has no time yet.</summary>
/// <param name="Span">Where they stand in the segment's text.</param>
/// <param name="EndsAt">What ends after them, which says how long a pause to expect.</param>
readonly record struct CueText(TextSpan Span, BreakLevel EndsAt);
