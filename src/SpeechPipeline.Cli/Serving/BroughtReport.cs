using System.Text.Json;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Serving;

/// <summary>The needed parts of a report in the directory.</summary>
/// <param name="Path">The path in the folder.</param>
/// <param name="AudioFile">The audio's file name beside it; absent where there is none.</param>
sealed record BroughtReport(string? Path, string? AudioFile)
{
    /// <summary>The suffix of a file's name until it is complete.</summary>
    public const string Partial = ".part";

    /// <summary>
    /// The names of audio files that belong to a dropped file's reports: the one in place, and one that a crash
    /// left under its partial name after its audio was in place.
    /// </summary>
    public static IReadOnlyList<string> AudioFilesOf(string reportPath, string? path) =>
        [.. new[] { Find(reportPath, path), Find(reportPath + Partial, path) }.Select(report => report?.AudioFile).OfType<string>().Select(System.IO.Path.GetFileName).OfType<string>()];

    /// <summary>The report on that dropped file; null if there is none, or if a source has that name.</summary>
    public static BroughtReport? Find(string reportPath, string? path)
    {
        if (!File.Exists(reportPath))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<BroughtReport>(File.ReadAllBytes(reportPath), PipelineJson.Options) is { } report && report.Path == path ? report : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
