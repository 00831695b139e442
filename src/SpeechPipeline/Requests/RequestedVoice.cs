using System.Text.Json;
using System.Text.Json.Serialization;
using SpeechPipeline.Normalization;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Requests;

/// <summary>How a text is to be spoken.</summary>
/// <param name="Model">The speech model.</param>
/// <param name="Name">A voice of the model, or a blend.</param>
/// <param name="Language">A language tag in lower case; null until the article is read, where the caller names none.</param>
/// <param name="ExtraParams">Passed on to the endpoint as they are.</param>
/// <param name="Pronunciations">Words to be spoken otherwise than they are written.</param>
/// <param name="Speakers">The voice of each name that begins a line of a script.</param>
/// <param name="Pauses">The caller's own silences.</param>
/// <param name="LanguageDetected">True where neither the caller nor the article names the language, or the article names a wrong one; else absent.</param>
public sealed record RequestedVoice(
    string Model,
    [property: JsonPropertyName("voice")] string Name,
    string? Language,
    JsonElement? ExtraParams = null,
    IReadOnlyList<Pronunciation>? Pronunciations = null,
    IReadOnlyDictionary<string, string>? Speakers = null,
    PauseLengths? Pauses = null,
    bool? LanguageDetected = null)
{
    /// <summary>The voice of a speaker; the narrator's where that is null.</summary>
    public string Of(string? speaker) => speaker is null ? Name : Speakers![speaker];
}
