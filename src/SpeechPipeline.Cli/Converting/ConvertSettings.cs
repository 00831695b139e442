using SpeechPipeline.Articles;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Cli.Converting;

/// <summary>What <c>speech convert</c> was told.</summary>
/// <param name="Paths">Files, globs and web addresses.</param>
/// <param name="OutputFolder">Where episodes go.</param>
/// <param name="Format">Of the audio.</param>
/// <param name="Model">Null: the server's default.</param>
/// <param name="Voice">Null: the server's default.</param>
/// <param name="Language">Null: the article's own, or the server's default.</param>
/// <param name="Server">A running pipeline; null: one of our own.</param>
/// <param name="Key">The function key of <paramref name="Server"/>.</param>
/// <param name="Reading">What of the articles is spoken.</param>
sealed record ConvertSettings(
    IReadOnlyList<string> Paths,
    DirectoryInfo OutputFolder,
    AudioContainer Format,
    string? Model,
    string? Voice,
    string? Language,
    Uri? Server,
    string? Key,
    ReadingSettings Reading)
{
    public string Extension => Format.ToString().ToLowerInvariant();
}
