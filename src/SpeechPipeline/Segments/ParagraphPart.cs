namespace SpeechPipeline.Segments;

/// <summary>A part of a paragraph that fits into one call.</summary>
readonly record struct ParagraphPart(string Text, bool EndsSentence);
