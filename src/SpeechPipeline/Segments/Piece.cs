using SpeechPipeline.Articles;

namespace SpeechPipeline.Segments;

/// <summary>A segment in the making: part of a block, or several short blocks.</summary>
sealed record Piece(string Text, int Paragraph, BlockKind Kind, string? Speaker, PauseKind PauseAfter, int? PauseAfterMs = null);
