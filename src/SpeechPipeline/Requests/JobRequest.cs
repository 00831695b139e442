using System.Text.Json.Serialization;
using SpeechPipeline.Articles;
using SpeechPipeline.Text;

namespace SpeechPipeline.Requests;

/// <summary>A job as it was asked for, checked and complete: stored beside its source as <c>request.json</c>, the fields of its parts side by side.</summary>
/// <param name="Source">What is to be spoken.</param>
/// <param name="Voice">How it is to be spoken.</param>
/// <param name="Output">What the listener gets.</param>
/// <param name="Delivery">Where it goes, and until when.</param>
[JsonConverter(typeof(JobRequestConverter))]
public sealed record JobRequest(RequestedSource Source, RequestedVoice Voice, RequestedOutput Output, RequestedDelivery Delivery)
{
    /// <summary>Of a title and an author, in characters.</summary>
    public const int LongestName = 300;

    const string DefaultLanguage = "en";

    /// <summary>The language to speak: the caller's, else the article's, else English.</summary>
    public string SpokenLanguage => Voice.Language ?? DefaultLanguage;

    /// <summary>The request with what the article says of itself where the caller said nothing.</summary>
    public JobRequest CompletedBy(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        return CompletedBy(article, article.Chapters);
    }

    /// <summary>The same, for an article whose chapters are read meanwhile; of them the first few are asked for, where the language is to be told by them.</summary>
    /// <exception cref="UnreadableArticleException">A chapter cannot be read.</exception>
    public JobRequest CompletedBy(Article head, IEnumerable<Chapter> chapters)
    {
        ArgumentNullException.ThrowIfNull(head);
        var language = Voice.Language is null ? ArticleLanguage.Of(head.Language, chapters) : default;
        return this with
        {
            // A document may call anything its title, a whole text too.
            Source = Source with { Title = Source.Title ?? Shortened(head.Title), Author = Source.Author ?? Shortened(head.Author) },
            Voice = Voice with { Language = Voice.Language ?? language.Tag ?? DefaultLanguage, LanguageDetected = language.IsDetected ? true : Voice.LanguageDetected },
        };
    }

    static string? Shortened(string? name) => name is null ? null : TextCut.At(name, LongestName);
}
