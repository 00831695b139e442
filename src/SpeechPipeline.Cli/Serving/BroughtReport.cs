using System.Text.Json;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Serving;

/// <summary>What a report that lies in the directory says that is of use here.</summary>
/// <param name="Path">The path in the folder.</param>
/// <param name="AudioFile">The audio's file name beside it; absent where there is none.</param>
sealed record BroughtReport(string? Path, string? AudioFile)
{
    /// <summary>What a file is called until it is whole.</summary>
    public const string Partial = ".part";

    /// <summary>
    /// The names of audio files that belong to a dropped file's report: to the one that stands there, and to the one that a crash
    /// kept from its place when the audio had come to its own already.
    /// </summary>
    public static IReadOnlyList<string> AudioFilesOf(string reportPath, string? path) =>
        [.. new[] { Find(reportPath, path), Find(reportPath + Partial, path) }.Select(report => report?.AudioFile).OfType<string>().Select(System.IO.Path.GetFileName).OfType<string>()];

    /// <summary>The report on that dropped file; null where none is there, or a source that is called so.</summary>
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
