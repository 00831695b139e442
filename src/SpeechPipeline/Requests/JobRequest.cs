using System.Text.Json.Serialization;
using SpeechPipeline.Articles;
using SpeechPipeline.Text;

namespace SpeechPipeline.Requests;

/// <summary>A job's request, checked and complete: stored beside its source as <c>request.json</c>, a flat object with the fields of all parts.</summary>
/// <param name="Source">The text to speak.</param>
/// <param name="Voice">How to speak it.</param>
/// <param name="Output">The form of the audio.</param>
/// <param name="Delivery">Where to deliver it, and until when.</param>
[JsonConverter(typeof(JobRequestConverter))]
public sealed record JobRequest(RequestedSource Source, RequestedVoice Voice, RequestedOutput Output, RequestedDelivery Delivery)
{
    /// <summary>The longest title or author, in characters.</summary>
    public const int LongestName = 300;

    const string DefaultLanguage = "en";

    /// <summary>The language to speak: the caller's, else the article's, else English.</summary>
    public string SpokenLanguage => Voice.Language ?? DefaultLanguage;

    /// <summary>The request completed by the article's own data where the caller left fields open.</summary>
    public JobRequest CompletedBy(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        return CompletedBy(article, article.Chapters);
    }

    /// <summary>The same, for an article that is read chapter by chapter. The first few chapters are read if the language must be detected.</summary>
    /// <exception cref="UnreadableArticleException">A chapter cannot be read.</exception>
    public JobRequest CompletedBy(Article head, IEnumerable<Chapter> chapters)
    {
        ArgumentNullException.ThrowIfNull(head);
        var language = Voice.Language is null ? ArticleLanguage.Of(head.Language, chapters) : default;
        return this with
        {
            // The title in a document may be anything, even a whole text.
            Source = Source with { Title = Source.Title ?? Shortened(head.Title), Author = Source.Author ?? Shortened(head.Author) },
            Voice = Voice with { Language = Voice.Language ?? language.Tag ?? DefaultLanguage, LanguageDetected = language.IsDetected ? true : Voice.LanguageDetected },
        };
    }

    static string? Shortened(string? name) => name is null ? null : TextCut.At(name, LongestName);
}
