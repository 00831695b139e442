using SpeechPipeline.Articles;

namespace SpeechPipeline.Submission;

/// <summary>A request that passed every check, with its source and what reading the source gave.</summary>
/// <param name="Request">What is asked for.</param>
/// <param name="Source">The article as it came.</param>
/// <param name="Article">The article as it was read.</param>
/// <param name="DryRun">Whether only the plan is wanted.</param>
public sealed record JobSubmission(JobRequest Request, string Source, Article Article, bool DryRun = false);
