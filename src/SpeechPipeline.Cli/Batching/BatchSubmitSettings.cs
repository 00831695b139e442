namespace SpeechPipeline.Cli.Batching;

/// <summary>What <c>speech batch submit</c> was told.</summary>
/// <param name="Sources">A batch, a feed, or folders, articles and globs.</param>
/// <param name="Format">Of the audio; null: as the server has it.</param>
/// <param name="Article">What of the articles is spoken, and how.</param>
/// <param name="Webhook">Called when the batch ends.</param>
/// <param name="MaxCostUsd">More than that is refused.</param>
/// <param name="DryRun">Whether only the quote is wanted.</param>
/// <param name="Watch">Whether to stay until the end.</param>
/// <param name="Server">The pipeline.</param>
/// <param name="Key">Its function key.</param>
sealed record BatchSubmitSettings(
    IReadOnlyList<string> Sources,
    string? Format,
    ArticleSettings Article,
    string? Webhook,
    decimal? MaxCostUsd,
    bool DryRun,
    bool Watch,
    Uri Server,
    string? Key);
