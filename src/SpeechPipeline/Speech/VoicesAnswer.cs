using System.Text.Json;

namespace SpeechPipeline.Speech;

/// <summary>What became of the question for the endpoint's voices.</summary>
public abstract record VoicesAnswer
{
    VoicesAnswer()
    {
    }

    /// <summary>The endpoint's own list: <c>{"data":[{"model":…,"voices":[{"id":…,"name":…}]}]}</c>.</summary>
    public sealed record Listed(JsonElement Voices) : VoicesAnswer
    {
        /// <summary>The names of the models in the list.</summary>
        public IReadOnlyList<string> Models() =>
        [
            .. Voices.ValueKind == JsonValueKind.Object && Voices.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
                ? data.EnumerateArray().Select(NameOf).OfType<string>()
                : [],
        ];

        static string? NameOf(JsonElement entry) =>
            entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("model", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
    }

    /// <summary>The endpoint lists voices, but has no such model.</summary>
    /// <param name="Model">What was asked for.</param>
    /// <param name="Known">The models that it has; empty where it does not say.</param>
    public sealed record UnknownModel(string Model, IReadOnlyList<string> Known) : VoicesAnswer;

    /// <summary>There is no list.</summary>
    /// <param name="Kind">What that means, as for a call.</param>
    /// <param name="Message">What was met, as a sentence; never the key.</param>
    /// <param name="IsAnswer">Whether the endpoint said so itself; else it could not be reached.</param>
    public sealed record Failed(SpeechFailureKind Kind, string Message, bool IsAnswer) : VoicesAnswer;
}
