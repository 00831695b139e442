using SpeechPipeline.Audio;

namespace SpeechPipeline.Cli.Converting;

/// <summary>What <c>speech convert</c> was told.</summary>
/// <param name="Paths">Files, globs and web addresses.</param>
/// <param name="OutputFolder">Where episodes go.</param>
/// <param name="Format">Of the audio.</param>
/// <param name="Article">What of the articles is spoken, and how.</param>
/// <param name="Server">A running pipeline; null: one of our own.</param>
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
