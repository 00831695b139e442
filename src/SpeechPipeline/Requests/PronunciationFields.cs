using System.Text.Json;
using SpeechPipeline.Normalization;
using SpeechPipeline.Text;

namespace SpeechPipeline.Requests;

/// <summary>
/// Reads <c>pronunciations</c>: an object of written and spoken forms; or a list of <c>"written/spoken"</c>, the form of the
/// endpoint's own <c>pronunciation_dict</c>, or of objects with <c>written</c> and <c>spoken</c>.
/// </summary>
static class PronunciationFields
{
    const string Field = "pronunciations";
    const int MostEntries = 1_000;
    const int LongestForm = 100;

    public static List<Pronunciation>? Read(RequestFields fields)
    {
        if (fields.Raw(Field) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
        {
            fields.Problem(Field, "must be an object of written and spoken forms, {\"SQL\": \"sequel\"}, or a list of \"written/spoken\".");
            return null;
        }

        List<(string Place, string? Written, JsonElement Entry)> entries = value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select((entry, index) => ($"{index}", (string?)null, entry))]
            : [.. value.EnumerateObject().Select(member => (member.Name, (string?)member.Name, member.Value))];
        if (entries.Count > MostEntries)
        {
            fields.Problem(Field, $"has {entries.Count} entries; at most {MostEntries} are allowed.");
            return null;
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        var pronunciations = new List<Pronunciation>(entries.Count);
        foreach (var (place, written, entry) in entries)
        {
            var (pronunciation, problem) = ReadEntry(written, entry);
            // A normalized form has no line feed, so an exact form never collides with another.
            if (pronunciation is not null && !known.Add(pronunciation.IsExact ? pronunciation.Written : $"{pronunciation.Written.ToLowerInvariant()}\n"))
            {
                problem = $"is the second entry for '{pronunciation.Written}'.";
            }

            if (problem is not null)
            {
                fields.ProblemBelow(Field, place, problem);
            }
            else
            {
                pronunciations.Add(pronunciation!);
            }
        }

        return pronunciations;
    }

    static (Pronunciation? Entry, string? Problem) ReadEntry(string? written, JsonElement entry)
    {
        string? spoken = null;
        if (written is null && entry.ValueKind == JsonValueKind.Object)
        {
            written = Member(entry, "written");
            spoken = Member(entry, "spoken");
        }
        else if (entry.ValueKind == JsonValueKind.String && TextOf(entry) is { } text)
        {
            // The form of the endpoint's own pronunciation_dict.
            var slash = written is null ? text.IndexOf('/', StringComparison.Ordinal) : -1;
            (written, spoken) = written is not null ? (written, text) : slash < 0 ? (null, null) : (text[..slash], text[(slash + 1)..]);
        }

        if (written is null || spoken is null)
        {
            return (null, "must be a spoken form (a string), \"written/spoken\", or {\"written\": …, \"spoken\": …} in a list.");
        }

        (written, spoken) = (SpokenText.Normalize(written), SpokenText.Normalize(spoken));
        return written.Length is 0 or > LongestForm ? (null, $"has a written form of {written.Length} characters; 1 to {LongestForm} are allowed.")
            : spoken.Length > LongestForm ? (null, $"has a spoken form of {spoken.Length} characters; at most {LongestForm} are allowed.")
            : !SpokenText.HasSpeech(spoken) ? (null, "has a spoken form without a letter or digit.")
            : (new Pronunciation(written, spoken), null);
    }

    static string? Member(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? TextOf(value) : null;

    // Null for half of a surrogate pair, which is not valid text.
    static string? TextOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
