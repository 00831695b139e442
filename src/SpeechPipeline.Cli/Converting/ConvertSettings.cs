using SpeechPipeline.Articles;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Cli.Converting;

/// <summary>The arguments of <c>speech convert</c>.</summary>
/// <param name="Paths">Files, globs, web addresses, and <c>-</c> for standard input.</param>
/// <param name="OutputFolder">The folder for episodes.</param>
/// <param name="Format">The audio format.</param>
/// <param name="InputFormat">The format of the documents; null: by their names.</param>
/// <param name="Article">Which parts of the articles to speak, and how.</param>
/// <param name="Files">The files to write beside the audio and its manifest.</param>
/// <param name="MaxCostUsd">The highest price of all together, in US dollars.</param>
/// <param name="Wait">How long to wait for a job that cannot advance.</param>
/// <param name="IsJson">Whether to print JSON, and no progress.</param>
/// <param name="Server">A running pipeline; null: one is started.</param>
/// <param name="Key">The function key of <paramref name="Server"/>.</param>
sealed record ConvertSettings(
    IReadOnlyList<string> Paths,
    DirectoryInfo OutputFolder,
    OutputFormat Format,
    ArticleFormat? InputFormat,
    ArticleSettings Article,
    EpisodeDownload.Extras Files,
    decimal? MaxCostUsd,
    TimeSpan Wait,
    bool IsJson,
    Uri? Server,
    string? Key)
{
    public string Extension => Format.Name;
}
