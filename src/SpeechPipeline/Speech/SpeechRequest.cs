using System.Text.Json;

namespace SpeechPipeline.Speech;

/// <summary>One call to the endpoint: a text and everything that decides how it sounds. The answer is always asked for as WAV.</summary>
/// <param name="Model">The model's name, as the endpoint knows it.</param>
/// <param name="Input">What is to be spoken.</param>
/// <param name="Voice">A voice of the model, or a blend.</param>
/// <param name="Language">A language tag, as the endpoint knows it.</param>
/// <param name="SampleRateHz">The rate that is asked for; some models answer in their own all the same.</param>
/// <param name="ExtraParameters">The endpoint's <c>extra_params</c>, passed on as they are.</param>
/// <param name="Speed">Times the usual pace, 0.25 to 4; null: not said.</param>
/// <param name="Instructions">How to speak, in words; null: not said.</param>
/// <param name="ExtraBody">Further fields of the call, an object whose members stand beside the others; null: none.</param>
/// <param name="Named">What somebody named for this text: no other may stand in for it. It decides nothing of the sound.</param>
public sealed record SpeechRequest(
    string Model,
    string Input,
    string Voice,
    string Language,
    int SampleRateHz,
    JsonElement? ExtraParameters = null,
    double? Speed = null,
    string? Instructions = null,
    JsonElement? ExtraBody = null,
    SpeechChoice Named = SpeechChoice.None)
{
    /// <summary>How many times its usual pace the voice speaks, as far as the request says.</summary>
    public double Tempo => Speed ?? 1;

    /// <summary>Whether it asks, in words or fields that only the endpoint understands, for another manner of speaking: then nothing is known of its pace.</summary>
    public bool IsStyled => ExtraParameters is not null || Instructions is not null || ExtraBody is not null;
}
