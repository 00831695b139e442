using SpeechPipeline.Articles;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Planning;

/// <summary>The segments of a job's article: decided once, stored as <c>plan.json</c>, used by every invocation.</summary>
/// <param name="Version">The version of this form: 1.</param>
/// <param name="Request">The job's request.</param>
/// <param name="Chapters">Titles, by index; null for a chapter without one.</param>
/// <param name="Segments">In the order of the episode.</param>
/// <param name="Facts">The document's data about itself, for feeds.</param>
/// <param name="Warnings">What of the document is not spoken as its author wrote it, a sentence each; absent: nothing.</param>
public sealed record JobPlan(
    int Version, JobRequest Request, IReadOnlyList<string?> Chapters, IReadOnlyList<PlannedSegment> Segments, ArticleFacts? Facts = null, IReadOnlyList<string>? Warnings = null)
{
    public const int CurrentVersion = 1;

    /// <summary>The number of chapters that have something to speak.</summary>
    public int SpokenChapters => Segments.Select(segment => segment.Chapter).Distinct().Count();

    public long Characters => Segments.Sum(segment => (long)segment.Text.Length);
}
