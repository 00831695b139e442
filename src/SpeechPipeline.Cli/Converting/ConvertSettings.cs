using SpeechPipeline.Audio;

namespace SpeechPipeline.Cli.Converting;

/// <summary>The arguments of <c>speech convert</c>.</summary>
/// <param name="Paths">Files, globs and web addresses.</param>
/// <param name="OutputFolder">The folder for episodes.</param>
/// <param name="Format">The audio format.</param>
/// <param name="Article">Which parts of the articles to speak, and how.</param>
/// <param name="Server">A running pipeline; null: one is started.</param>
/// <param name="Key">The function key of <paramref name="Server"/>.</param>
sealed record ConvertSettings(
    IReadOnlyList<string> Paths,
    DirectoryInfo OutputFolder,
    OutputFormat Format,
    ArticleSettings Article,
    Uri? Server,
    string? Key)
{
    public string Extension => Format.Name;
}
