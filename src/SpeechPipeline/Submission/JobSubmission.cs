using SpeechPipeline.Articles;

namespace SpeechPipeline.Submission;

/// <summary>A request that passed every check, with its source and what reading the source gave.</summary>
public sealed record JobSubmission(JobRequest Request, string Source, Article Article);
