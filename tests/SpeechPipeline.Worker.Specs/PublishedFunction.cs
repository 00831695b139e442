using System.Text.Json;

namespace SpeechPipeline.Worker.Specs;

/// <summary>A function and its trigger, as metadata states them. What a trigger of its type does not have is null or empty.</summary>
sealed record PublishedFunction(string Name, string Type, string? Queue, string? Schedule, string? Route, IReadOnlyList<string> Methods, string? Level)
{
    public static PublishedFunction From(JsonElement function) => Of(
        function.GetProperty("name").GetString()!,
        function.GetProperty("bindings").EnumerateArray().Single(binding => binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.Ordinal)));

    public static PublishedFunction Of(string name, JsonElement trigger) => new(
        name,
        trigger.GetProperty("type").GetString()!,
        Text(trigger, "queueName"),
        Text(trigger, "schedule"),
        Text(trigger, "route"),
        trigger.TryGetProperty("methods", out var methods) ? [.. methods.EnumerateArray().Select(method => method.GetString()!)] : [],
        Text(trigger, "authLevel"));

    public override string ToString() => Type switch
    {
        "queueTrigger" => $"{Name}: queue {Queue}",
        "timerTrigger" => $"{Name}: timer {Schedule}",
        _ => $"{Name}: {string.Join(',', Methods).ToUpperInvariant()} {Route} ({Level})",
    };

    static string? Text(JsonElement trigger, string name) => trigger.TryGetProperty(name, out var value) ? value.GetString() : null;
}
