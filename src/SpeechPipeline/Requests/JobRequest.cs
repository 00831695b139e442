using System.Text.Json;
using System.Text.Json.Serialization;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.Normalization;
using SpeechPipeline.Segments;
using SpeechPipeline.Text;

namespace SpeechPipeline.Requests;

/// <summary>A job as it was asked for, checked and complete: stored beside its source as <c>request.json</c>.</summary>
/// <param name="Format">How the source is to be read; null where it is to be fetched, and its answer says.</param>
/// <param name="Title">The title to use instead of the source's own.</param>
/// <param name="Author">The author to use instead of the source's own.</param>
/// <param name="Model">The speech model.</param>
/// <param name="Voice">A voice of the model, or a blend.</param>
/// <param name="Language">A language tag in lower case; null until the article is read, where the caller names none.</param>
/// <param name="ExtraParams">Passed on to the endpoint as they are.</param>
/// <param name="ResponseFormat">What the listener gets.</param>
/// <param name="ResponseEncoding">The samples of a format that leaves their encoding to the caller; ignored otherwise.</param>
/// <param name="SampleRate">The listener's rate in Hz; absent: the model's own.</param>
/// <param name="BitRate">In bits per second; ignored where the format has none.</param>
/// <param name="Webhook">Called when the job ends.</param>
/// <param name="ExpiresAfter">Seconds from submission after which nobody waits for the episode; absent: never.</param>
/// <param name="Metadata">The caller's own labels, handed back in the job object.</param>
/// <param name="SourceUrl">Where the source is to be fetched from; absent where it came with the request.</param>
/// <param name="Reading">What of the source is spoken; absent: the defaults.</param>
/// <param name="Pronunciations">Words to be spoken otherwise than they are written.</param>
/// <param name="Speakers">The voice of each name that begins a line of a script.</param>
/// <param name="Pauses">The caller's own silences.</param>
/// <param name="Show">The show that the episode joins.</param>
/// <param name="LoudnessLufs">Of the finished episode; null leaves the sound as it is.</param>
/// <param name="Date">The day to use instead of the source's own.</param>
public sealed record JobRequest(
    ArticleFormat? Format,
    string? Title,
    string? Author,
    string Model,
    string Voice,
    string? Language,
    JsonElement? ExtraParams,
    OutputFormat ResponseFormat,
    SampleEncoding ResponseEncoding,
    int? SampleRate,
    int BitRate,
    string? Webhook,
    int? ExpiresAfter,
    IReadOnlyDictionary<string, string> Metadata,
    string? SourceUrl = null,
    ReadingSettings? Reading = null,
    IReadOnlyList<Pronunciation>? Pronunciations = null,
    IReadOnlyDictionary<string, string>? Speakers = null,
    PauseLengths? Pauses = null,
    string? Show = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? LoudnessLufs = TargetLoudness.DefaultLufs,
    DateOnly? Date = null)
{
    /// <summary>Of a title and an author, in characters.</summary>
    public const int LongestName = 300;

    const string DefaultLanguage = "en";

    /// <summary>The language to speak: the caller's, else the article's, else English.</summary>
    [JsonIgnore]
    public string SpokenLanguage => Language ?? DefaultLanguage;

    /// <summary>The request with what the article says of itself where the caller said nothing.</summary>
    public JobRequest CompletedBy(Article article) => this with
    {
        // A document may call anything its title, a whole text too.
        Title = Title ?? Shortened(article.Title),
        Author = Author ?? Shortened(article.Author),
        Language = Language ?? LanguageTag.Of(article.Language) ?? DefaultLanguage,
    };

    /// <summary>The voice of a speaker; the narrator's where that is null.</summary>
    public string VoiceOf(string? speaker) => speaker is null ? Voice : Speakers![speaker];

    static string? Shortened(string? name) => name is null ? null : TextCut.At(name, LongestName);
}
