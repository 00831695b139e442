using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Sources;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Planning;

/// <summary>Computes what a job would speak, its price, its duration, and which speech is stored already. Stores nothing and calls no endpoint.</summary>
public sealed class DryRun(ArticlePlanner planner, SourceFetch sources, SegmentStore segments, IOptions<SpeechOptions> speech, ILogger<DryRun> logger)
{
    // A look-up in the store takes some milliseconds; a book has some thousands of segments.
    const int LooksAtOnce = 32;

    /// <summary>Fetches and reads the source as the runner would.</summary>
    /// <param name="submission">The request.</param>
    /// <param name="withUnspoken">Whether to look for what is left out, which reads the source up to three times more.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The plan; or, if the source cannot be fetched or read, the problem, and whether it may be temporary.</returns>
    public async Task<(PlanObject? Plan, FieldProblem? Problem, SourceOutcome.Wait? Wait)> PlanAsync(JobSubmission submission, bool withUnspoken, CancellationToken cancellationToken)
    {
        var request = submission.Request;
        var pointer = request.Source.Address is null ? "#" : "#/source_url";
        var source = submission.Source;
        if (submission.Article is null && request.Source.Address is { } address)
        {
            switch (await sources.FetchAsync(address, cancellationToken))
            {
                case SourceOutcome.Found found:
                    source = found.Source;
                    break;
                case SourceOutcome.Refused refused:
                    return (null, new FieldProblem(pointer, $"cannot be fetched: {refused.Message}"), null);
                case SourceOutcome.Wait wait:
                    return (null, new FieldProblem(pointer, $"cannot be fetched now: {wait.Reason}"), wait);
            }
        }

        try
        {
            var plan = planner.Plan(request, submission.Article is { } article ? ArticleReading.Of(article) : ArticlePlanner.Open(request, source!));
            return plan.Segments.Count > 0
                ? ((await PriceAsync(plan, cancellationToken)) with { Unspoken = withUnspoken ? UnspokenPart.Of(request, source!) : null }, null, null)
                : (null, new FieldProblem(pointer, "has nothing to speak."), null);
        }
        catch (UnreadableArticleException e)
        {
            e.Fault?.LogTo(logger);
            return (null, new FieldProblem(pointer, $"cannot be read: {e.Message}"), null);
        }
    }

    async Task<PlanObject> PriceAsync(JobPlan plan, CancellationToken cancellationToken)
    {
        var cached = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            plan.Segments.DistinctBy(segment => segment.Key),
            new ParallelOptions { MaxDegreeOfParallelism = LooksAtOnce, CancellationToken = cancellationToken },
            async (segment, token) =>
            {
                if (await segments.FindAsync(segment, plan.Request.Voice.NamedFor(segment.Speaker), token) is not null)
                {
                    cached[segment.Key] = true;
                }
            });
        return PlanObject.From(plan, speech.Value.Model(plan.Request.Voice.Model), cached.Keys.ToHashSet(StringComparer.Ordinal));
    }
}
