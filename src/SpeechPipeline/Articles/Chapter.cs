namespace SpeechPipeline.Articles;

/// <summary>A part of an article that a listener can jump to.</summary>
/// <param name="Title">The name in the list of chapters, not spoken itself; null if the text has none.</param>
/// <param name="Level">1 for the article's top level, 2 for a chapter below it.</param>
/// <param name="Blocks">Everything that is spoken, in order, with the chapter's own heading.</param>
public sealed record Chapter(string? Title, int Level, IReadOnlyList<Block> Blocks);
