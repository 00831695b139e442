using SpeechPipeline.Text;
namespace SpeechPipeline.Articles;

/// <summary>What someone wants to hear, freed of the format that it came in.</summary>
/// <param name="Title">Its title, for tags and feeds; spoken only where a block says it too.</param>
/// <param name="Author">Who wrote it; several names are joined by commas.</param>
/// <param name="Language">The language tag that the document names, as written there.</param>
/// <param name="Chapters">Its parts, in reading order.</param>
/// <param name="Date">The day that the document gives itself.</param>
/// <param name="Site">The name of the site that a web page belongs to.</param>
/// <param name="Image">The web address of its picture.</param>
/// <param name="Description">Its own summary.</param>
/// <param name="Link">The web address that it says is its own.</param>
/// <param name="Cover">Of a book, the path of its cover inside it.</param>
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
    string? Cover = null)
{
    /// <summary>Whether there is anything to speak: a letter or a digit, in any script.</summary>
    public bool HasSpeech => Chapters.Any(chapter => chapter.Blocks.Any(block => SpokenText.HasSpeech(block.Text)));
}
