using System.Text.Json;

namespace SpeechPipeline.Speech;

/// <summary>A model in the endpoint's list.</summary>
/// <param name="Name">As the endpoint knows it.</param>
/// <param name="MaySpeak">Whether the list says nothing against it.</param>
/// <param name="Speaks">Whether the list says that it speaks.</param>
sealed record ListedModel(string Name, bool MaySpeak, bool Speaks)
{
    const int MostModels = 2_000;

    /// <summary>
    /// <c>{"data":[{"id":…}]}</c> (OpenAI), <c>{"models":[…]}</c>, a plain list; of objects or of strings. speaches says the <c>task</c> of each,
    /// Together its <c>type</c>.
    /// </summary>
    public static IReadOnlyList<ListedModel> Read(JsonElement list)
    {
        var entries = list.ValueKind == JsonValueKind.Array ? list
            : list.ValueKind == JsonValueKind.Object && list.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array ? data
            : list.ValueKind == JsonValueKind.Object && list.TryGetProperty("models", out var models) && models.ValueKind == JsonValueKind.Array ? models
            : default;
        return entries.ValueKind == JsonValueKind.Array ? [.. entries.EnumerateArray().Take(MostModels).Select(Entry).OfType<ListedModel>()] : [];
    }

    static ListedModel? Entry(JsonElement entry)
    {
        var name = entry.ValueKind == JsonValueKind.String ? entry.GetString() : Text(entry, "id") ?? Text(entry, "name") ?? Text(entry, "model");
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var task = Text(entry, "task") ?? Text(entry, "type");
        var speaks = task is not null && (task.Contains("speech", StringComparison.OrdinalIgnoreCase) || task.Contains("tts", StringComparison.OrdinalIgnoreCase) || task.Contains("audio", StringComparison.OrdinalIgnoreCase))
            && !task.Contains("recognition", StringComparison.OrdinalIgnoreCase) && !task.Contains("transcri", StringComparison.OrdinalIgnoreCase);
        return new ListedModel(name, task is null or "model" || speaks, speaks);
    }

    static string? Text(JsonElement entry, string member) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
