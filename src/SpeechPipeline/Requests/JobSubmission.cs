using SpeechPipeline.Articles;

namespace SpeechPipeline.Requests;

/// <summary>A request that passed every check.</summary>
/// <param name="Request">The job's request.</param>
/// <param name="Source">The document as received; null if the request names an address instead.</param>
/// <param name="Article">The article that was read from the source; null if the runner reads it later: books, long pages, addresses.</param>
/// <param name="DryRun">Whether only the plan is requested.</param>
public sealed record JobSubmission(JobRequest Request, ArticleSource? Source, Article? Article, bool DryRun = false);
