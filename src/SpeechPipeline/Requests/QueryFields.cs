using System.Globalization;
using System.Text.Json;

namespace SpeechPipeline.Requests;

/// <summary>Converts the query of a request to the JSON fields that it stands for.</summary>
public static class QueryFields
{
    /// <summary>An object of all parameters; of a repeated parameter, the last counts.</summary>
    public static JsonElement Read(IEnumerable<KeyValuePair<string, string>> query) => JsonSerializer.SerializeToElement(query
        .GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => Typed(group.Key, group.Last()), StringComparer.Ordinal));

    // A query has only text, but in JSON these fields are numbers, flags and objects. A value that is none stays text, and is refused later.
    static object Typed(string name, string value) => name switch
    {
        "sample_rate" or "bit_rate" or "expires_after" or "lead_in_ms" or "lead_out_ms" or "retention_days" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        "loudness_lufs" when decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var lufs) => lufs,
        "speed" when decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) => speed,
        "max_cost_usd" when decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) => amount,
        "stream" or "dry_run" or "captions" or "tables" or "include_matter" or "ssml" when bool.TryParse(value, out var flag) => flag,
        "pronunciations" or "speakers" or "pauses" or "extra_body" => SpeakingFields.FromQuery(value),
        _ => value,
    };
}
