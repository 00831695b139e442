using SpeechPipeline.Text;
namespace SpeechPipeline.Articles;

/// <summary>An article, independent of the format that it came in.</summary>
/// <param name="Title">Its title, for tags and feeds; spoken only if a block has it too.</param>
/// <param name="Author">The author; several names are joined by commas.</param>
/// <param name="Language">The language tag that the document names, as written there.</param>
/// <param name="Chapters">Its parts, in reading order.</param>
/// <param name="Date">The date that the document states.</param>
/// <param name="Site">The name of the site that a web page belongs to.</param>
/// <param name="Image">The web address of its picture.</param>
/// <param name="Description">Its own summary.</param>
/// <param name="Link">The web address that the document states as its own.</param>
/// <param name="Cover">The path of the cover inside a book.</param>
/// <param name="Warnings">What of it is not spoken as its author wrote it, a sentence each; null: nothing.</param>
public sealed record Article(
    string? Title,
    string? Author,
    string? Language,
    IReadOnlyList<Chapter> Chapters,
    DateOnly? Date = null,
    string? Site = null,
    string? Image = null,
    string? Description = null,
    string? Link = null,
    string? Cover = null,
    IReadOnlyList<string>? Warnings = null)
{
    /// <summary>Whether there is anything to speak: a letter or a digit, in any script.</summary>
    public bool HasSpeech => Chapters.Any(chapter => chapter.Blocks.Any(block => SpokenText.HasSpeech(block.Text)));
}
