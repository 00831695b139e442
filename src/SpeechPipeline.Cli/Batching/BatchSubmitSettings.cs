using SpeechPipeline.Cli.Webhooks;

namespace SpeechPipeline.Cli.Batching;

/// <summary>The arguments of <c>speech batch submit</c>.</summary>
/// <param name="Sources">A batch, a feed, or folders, articles and globs.</param>
/// <param name="Format">The audio format; null: the server's default.</param>
/// <param name="Article">Which parts of the articles to speak, and how.</param>
/// <param name="Webhook">What to call, and for which events.</param>
/// <param name="MaxCostUsd">The highest price.</param>
/// <param name="DryRun">Whether only the quote is requested.</param>
/// <param name="Watch">Whether to stay until the end.</param>
/// <param name="IsJson">Whether to print the batch as JSON.</param>
/// <param name="Server">The pipeline.</param>
/// <param name="Key">Its function key.</param>
sealed record BatchSubmitSettings(
    IReadOnlyList<string> Sources,
    string? Format,
    ArticleSettings Article,
    RequestedWebhook? Webhook,
    decimal? MaxCostUsd,
    bool DryRun,
    bool Watch,
    bool IsJson,
    Uri Server,
    string? Key);
