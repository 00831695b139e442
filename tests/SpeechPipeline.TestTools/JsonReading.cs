using System.Text.Json;

namespace SpeechPipeline.TestTools;

/// <summary>Reads answers by their wire names, so that a renamed field is seen.</summary>
public static class JsonReading
{
    public static JsonElement At(this JsonElement json, params string[] path) => path.Aggregate(json, (at, name) => at.GetProperty(name));

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static long Number(this JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
