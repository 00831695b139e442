using System.Globalization;

namespace SpeechPipeline.Speech;

/// <summary>A field of the request that the endpoint does not take.</summary>
/// <param name="Name">The field.</param>
/// <param name="Value">The value that was refused; null where the endpoint does not know the field, whatever its value.</param>
readonly record struct RefusedField(string Name, string? Value)
{
    public bool Concerns(SpeechRequest request) => Value is null || Value == ValueIn(request, Name);

    /// <summary>What a request has for a field that the pipeline adds by itself.</summary>
    public static string? ValueIn(SpeechRequest request, string name) => name switch
    {
        "language" => request.Language,
        "sample_rate" => request.SampleRateHz.ToString(CultureInfo.InvariantCulture),
        // These are the same in every request.
        _ => "",
    };
}
