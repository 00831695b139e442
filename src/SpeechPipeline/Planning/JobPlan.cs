using SpeechPipeline.Articles;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Planning;

/// <summary>How a job's article is cut: decided once, stored as <c>plan.json</c>, followed by every invocation.</summary>
/// <param name="Version">Of this form: 1.</param>
/// <param name="Request">The job as it was asked for.</param>
/// <param name="Chapters">Titles, by index; null where a chapter has none.</param>
/// <param name="Segments">In the order of the episode.</param>
/// <param name="Facts">What the document says of itself, for feeds.</param>
public sealed record JobPlan(
    int Version, JobRequest Request, IReadOnlyList<string?> Chapters, IReadOnlyList<PlannedSegment> Segments, ArticleFacts? Facts = null)
{
    public const int CurrentVersion = 1;

    /// <summary>Chapters in which something is spoken.</summary>
    public int SpokenChapters => Segments.Select(segment => segment.Chapter).Distinct().Count();

    public long Characters => Segments.Sum(segment => (long)segment.Text.Length);
}
