namespace SpeechPipeline.Articles;

/// <summary>A part of an article that a listener can jump to.</summary>
/// <param name="Title">Its name in the list of chapters, not spoken by itself; null where the text gives none.</param>
/// <param name="Level">1 for the article's top level, 2 for what stands under it.</param>
/// <param name="Blocks">Everything that is spoken, in order, the chapter's own heading included.</param>
public sealed record Chapter(string? Title, int Level, IReadOnlyList<Block> Blocks);
