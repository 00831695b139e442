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
    public JobRequest CompletedBy(Article article) => this with
    {
        // A document may call anything its title, a whole text too.
        Source = Source with { Title = Source.Title ?? Shortened(article.Title), Author = Source.Author ?? Shortened(article.Author) },
        Voice = Voice with { Language = Voice.Language ?? LanguageTag.Of(article.Language) ?? DefaultLanguage },
    };

    static string? Shortened(string? name) => name is null ? null : TextCut.At(name, LongestName);
}
