using System.CommandLine;
using System.Globalization;

namespace SpeechPipeline.Cli;

/// <summary>Durations as people type them: <c>90s</c>, <c>10m</c>, <c>2h</c>, <c>1d</c>.</summary>
static class Durations
{
    /// <summary>An option whose value is a duration of at least a second and at most 365 days.</summary>
    public static Option<TimeSpan> Option(string name, string description, TimeSpan byDefault) => new(name)
    {
        Description = $"{description} Such as 30s, 10m or 2h; by default {Text(byDefault)}.",
        DefaultValueFactory = _ => byDefault,
        CustomParser = result =>
        {
            if (Parse(result.Tokens[^1].Value) is { } duration)
            {
                return duration;
            }

            result.AddError($"{name} '{result.Tokens[^1].Value}' is not a duration from 1s to 365d; write it as 30s, 10m or 2h.");
            return default;
        },
    };

    /// <summary>The shortest way to write it.</summary>
    public static string Text(TimeSpan duration) =>
        duration.Ticks % TimeSpan.TicksPerHour == 0 ? $"{duration.TotalHours:0}h"
        : duration.Ticks % TimeSpan.TicksPerMinute == 0 ? $"{duration.TotalMinutes:0}m"
        : $"{duration.TotalSeconds:0}s";

    static TimeSpan? Parse(string text)
    {
        var unit = text is [.., var last] ? last switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 } : 0;
        return unit > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && (long)count * unit is >= 1 and <= 365 * 86_400
            ? TimeSpan.FromSeconds((long)count * unit)
            : null;
    }
}
