using System.Text.Json;
using System.Text.Json.Nodes;

namespace SpeechPipeline.Speech;

/// <summary>
/// Brings a list of voices into the shape that callers get, whatever shape it came in: the contract's own <c>data</c> by model;
/// <c>{"voices":[…]}</c> of strings (Orpheus-FastAPI, vLLM, older Kokoro-FastAPI) or of objects (Kokoro-FastAPI, speaches); a plain list; an
/// object whose names are the voices.
/// </summary>
static class VoiceList
{
    static readonly string[] Ids = ["id", "voice_id", "voiceId", "voice", "name"];

    static readonly string[] Labels = ["name", "display_name", "label", "id", "voice_id", "voice"];

    /// <returns>Null where it is no list of voices.</returns>
    /// <param name="list">As it came.</param>
    /// <param name="model">What a list is of that names no model.</param>
    public static JsonElement? Read(JsonElement list, string model)
    {
        if (IsByModel(list))
        {
            return list.Clone();
        }

        var entries = list.ValueKind == JsonValueKind.Array ? list
            : Member(list, "voices") ?? Member(list, "data") ?? Member(list, "items");
        if (entries is not { } voices)
        {
            return null;
        }

        var all = new List<(string Model, string Id, string Name)>();
        Add(all, voices, model);
        // vLLM keeps those that were uploaded apart.
        if (Member(list, "uploaded_voices") is { } uploaded)
        {
            Add(all, uploaded, model);
        }

        return all.Count == 0 && HasEntries(voices) ? null : ByModel(all);
    }

    /// <summary>The ids of all voices in a list of the contract's shape, each once.</summary>
    public static IReadOnlyList<string> IdsOf(JsonElement list) =>
    [
        .. (from entry in Items(Member(list, "data"))
            from voice in Items(Member(entry, "voices"))
            select IdOf(voice)).OfType<string>().Distinct(),
    ];

    /// <summary>The contract's shape: nothing says otherwise, or an entry has voices, or names a model.</summary>
    static bool IsByModel(JsonElement list) => list.ValueKind == JsonValueKind.Object && list.TryGetProperty("data", out var data)
        && (data.ValueKind != JsonValueKind.Array || !Items(data).Any() || Items(data).Any(static entry => Member(entry, "voices") is not null));

    static void Add(List<(string Model, string Id, string Name)> all, JsonElement voices, string model)
    {
        if (voices.ValueKind == JsonValueKind.Object)
        {
            all.AddRange(voices.EnumerateObject().Select(voice => (model, voice.Name, Text(voice.Value, Labels) ?? voice.Name)));
            return;
        }

        foreach (var voice in Items(voices))
        {
            if (IdOf(voice) is { } id)
            {
                all.Add((Text(voice, ["model", "model_id"]) ?? model, id, Text(voice, Labels) ?? id));
            }
        }
    }

    static string? IdOf(JsonElement voice) => voice.ValueKind == JsonValueKind.String ? voice.GetString() is { Length: > 0 } plain ? plain : null : Text(voice, Ids);

    static JsonElement ByModel(IEnumerable<(string Model, string Id, string Name)> voices)
    {
        var data = new JsonArray([.. voices.Distinct().GroupBy(static voice => voice.Model, StringComparer.Ordinal).Select(static one => (JsonNode)new JsonObject
        {
            ["model"] = one.Key,
            ["voices"] = new JsonArray([.. one.Select(static voice => (JsonNode)new JsonObject { ["id"] = voice.Id, ["name"] = voice.Name })]),
        })]);
        return JsonSerializer.SerializeToElement(new JsonObject { ["data"] = data });
    }

    static bool HasEntries(JsonElement voices) => voices.ValueKind == JsonValueKind.Object ? voices.EnumerateObject().Any() : voices.GetArrayLength() > 0;

    static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? member : null;

    static JsonElement.ArrayEnumerator Items(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;

    static string? Text(JsonElement entry, string[] members) => entry.ValueKind != JsonValueKind.Object ? null : members
        .Select(member => entry.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
        .FirstOrDefault(static text => !string.IsNullOrEmpty(text));
}
