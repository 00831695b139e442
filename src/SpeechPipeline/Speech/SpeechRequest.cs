using System.Text.Json;

namespace SpeechPipeline.Speech;

/// <summary>One call to the endpoint: a text and everything that decides how it sounds. The answer is always asked for as WAV.</summary>
/// <param name="Model">The model's name, as the endpoint knows it.</param>
/// <param name="Input">What is to be spoken.</param>
/// <param name="Voice">A voice of the model, or a blend.</param>
/// <param name="Language">A language tag, as the endpoint knows it.</param>
/// <param name="SampleRateHz">The rate that is asked for; some models answer in their own all the same.</param>
/// <param name="ExtraParameters">The endpoint's <c>extra_params</c>, passed on as they are.</param>
public sealed record SpeechRequest(
    string Model,
    string Input,
    string Voice,
    string Language,
    int SampleRateHz,
    JsonElement? ExtraParameters = null);
