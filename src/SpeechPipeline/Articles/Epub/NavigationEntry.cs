namespace SpeechPipeline.Articles.Epub;

/// <summary>A chapter in a book's table of contents.</summary>
/// <param name="Path">The file in which it begins.</param>
/// <param name="Fragment">The element at which it begins; null: the start of the file.</param>
/// <param name="Level">1 for the top level.</param>
sealed record NavigationEntry(string Title, string Path, string? Fragment, int Level);
