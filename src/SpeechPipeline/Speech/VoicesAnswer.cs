using System.Text.Json;

namespace SpeechPipeline.Speech;

/// <summary>The result of asking the endpoint for its voices.</summary>
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
    /// <param name="Model">The requested model.</param>
    /// <param name="Known">The models that it has; empty if unknown.</param>
    public sealed record UnknownModel(string Model, IReadOnlyList<string> Known) : VoicesAnswer;

    /// <summary>There is no list.</summary>
    /// <param name="Kind">The kind of failure, as for a call.</param>
    /// <param name="Message">What happened, as a sentence; never the key.</param>
    /// <param name="IsAnswer">Whether the endpoint answered; otherwise it could not be reached.</param>
    public sealed record Failed(SpeechFailureKind Kind, string Message, bool IsAnswer) : VoicesAnswer;
}
