using SpeechPipeline.Text;
namespace SpeechPipeline.Articles;

/// <summary>The document's data about itself besides title, author and language, stored with the plan for feeds. Each value is short.</summary>
/// <param name="Description">A description in plain text: the document's own summary, else its beginning.</param>
/// <param name="Date">The date that the document states.</param>
/// <param name="Site">The name of the site that it belongs to.</param>
/// <param name="Image">The web address of its picture.</param>
/// <param name="Link">The web address that the document states as its own.</param>
/// <param name="Cover">The path of the cover inside a book.</param>
public sealed record ArticleFacts(string? Description, DateOnly? Date, string? Site, string? Image, string? Link, string? Cover = null)
{
    const int LongestDescription = 1_000;
    const int LongestName = 200;
    const int LongestAddress = 2_048;

    public static ArticleFacts Of(Article article, ArticleBeginning beginning) => new(
        TextCut.At(article.Description ?? beginning.Text, LongestDescription) is { Length: > 0 } description ? description : null,
        article.Date,
        article.Site is { } site ? TextCut.At(site, LongestName) : null,
        Address(article.Image),
        Address(article.Link),
        article.Cover is { Length: <= LongestAddress } cover ? cover : null);

    static string? Address(string? address) =>
        address is { Length: <= LongestAddress } && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.AbsoluteUri : null;
}
