using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;
using SpeechPipeline.Submission;

namespace SpeechPipeline.Jobs;

/// <summary>Says what a job would speak, cost and play, and what of it is there already; stores nothing and calls no endpoint.</summary>
public sealed class DryRun(ArticlePlanner planner, SegmentStore segments, IOptions<SpeechOptions> speech)
{
    // A look into the store takes some milliseconds; a book has some thousands of segments.
    const int LooksAtOnce = 32;

    public async Task<PlanObject> PlanAsync(JobRequest request, Article article, CancellationToken cancellationToken)
    {
        var plan = planner.Plan(request, article);
        var cached = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            plan.Segments.DistinctBy(segment => segment.Key),
            new ParallelOptions { MaxDegreeOfParallelism = LooksAtOnce, CancellationToken = cancellationToken },
            async (segment, token) =>
            {
                if (await segments.FindAsync(segment, token) is not null)
                {
                    cached[segment.Key] = true;
                }
            });
        return PlanObject.From(plan, speech.Value.Model(request.Model), cached.Keys.ToHashSet(StringComparer.Ordinal));
    }
}
