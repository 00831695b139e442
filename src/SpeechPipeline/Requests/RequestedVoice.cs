using System.Text.Json;
using System.Text.Json.Serialization;
using SpeechPipeline.Normalization;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Requests;

/// <summary>How to speak a text.</summary>
/// <param name="Model">The speech model.</param>
/// <param name="Name">A voice of the model, or a blend.</param>
/// <param name="Language">A language tag in lower case; null until the article is read, if the caller names none.</param>
/// <param name="ExtraParams">Passed to the endpoint unchanged.</param>
/// <param name="Pronunciations">Words with their spoken forms.</param>
/// <param name="Speakers">The voice of each name that begins a line of a script.</param>
/// <param name="Pauses">The caller's own pause lengths.</param>
/// <param name="LanguageDetected">True if the language was detected, because neither the caller nor the article names it, or the article names a wrong one; else absent.</param>
/// <param name="Speed">Times the model's usual pace; null: not said.</param>
/// <param name="Instructions">How to speak, in words, for models that take them.</param>
/// <param name="ExtraBody">Further fields of the call to the endpoint, an object.</param>
/// <param name="Named">What the caller named, and no default filled in; null if nothing, or in a request of an earlier version.</param>
public sealed record RequestedVoice(
    string Model,
    [property: JsonPropertyName("voice")] string Name,
    string? Language,
    JsonElement? ExtraParams = null,
    IReadOnlyList<Pronunciation>? Pronunciations = null,
    IReadOnlyDictionary<string, string>? Speakers = null,
    PauseLengths? Pauses = null,
    bool? LanguageDetected = null,
    double? Speed = null,
    string? Instructions = null,
    JsonElement? ExtraBody = null,
    SpeechChoice? Named = null)
{
    /// <summary>The voice of a speaker; of the narrator for null.</summary>
    public string Of(string? speaker) => speaker is null ? Name : Speakers![speaker];

    /// <summary>What the caller named for the lines of a speaker, whose voices are always named; of the narrator for null.</summary>
    public SpeechChoice NamedFor(string? speaker) => (Named ?? SpeechChoice.None) | (speaker is null ? SpeechChoice.None : SpeechChoice.Voice);
}
