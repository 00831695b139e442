using SpeechPipeline.Articles;

namespace SpeechPipeline.Requests;

/// <summary>A request that passed every check.</summary>
/// <param name="Request">The job as it was asked for.</param>
/// <param name="Source">The document as it was received; null where the request names an address instead.</param>
/// <param name="Article">What reading the source gave; null where that is left to the runner: books, long pages, addresses.</param>
/// <param name="DryRun">Whether only the plan is wanted.</param>
public sealed record JobSubmission(JobRequest Request, ArticleSource? Source, Article? Article, bool DryRun = false);
