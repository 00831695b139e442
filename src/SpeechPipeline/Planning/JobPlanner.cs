using Microsoft.Extensions.Logging;
using SpeechPipeline.Articles;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Sources;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Planning;

/// <summary>Cuts a job's article into segments, once; fetches it first if the request names an address.</summary>
public sealed class JobPlanner(JobFolder folder, SourceFetch sources, ArticlePlanner planner, ILogger<JobPlanner> logger)
{
    const string UnreadableArticle = "unreadable_article";
    const string NothingToSpeak = "nothing_to_speak";

    /// <summary>The job's plan: the stored one, or a new one that is stored.</summary>
    /// <param name="job">The job.</param>
    /// <param name="isPlanned">Whether a plan may be stored already.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<PlanOutcome> PlanAsync(JobId job, bool isPlanned, CancellationToken cancellationToken)
    {
        // Asking storage for a plan that cannot exist would cost one call per job.
        if (isPlanned && await folder.FindPlanAsync(job, cancellationToken) is { } stored)
        {
            return new PlanOutcome.Ready(stored);
        }

        var request = await folder.ReadRequestAsync(job, cancellationToken);
        try
        {
            return await folder.FindSourceAsync(job, request, cancellationToken) is { } kept
                ? await WriteAsync(job, planner.Plan(request, ArticlePlanner.Open(request, kept)), cancellationToken)
                : await FetchAndPlanAsync(job, request, cancellationToken);
        }
        catch (UnreadableArticleException e)
        {
            e.Fault?.LogTo(logger);
            return new PlanOutcome.Impossible(UnreadableArticle, e.Message);
        }
    }

    async Task<PlanOutcome> FetchAndPlanAsync(JobId id, JobRequest request, CancellationToken cancellationToken)
    {
        var address = request.Source.Address ?? throw new InvalidDataException($"Job {id} has no source.");
        return await sources.FetchAsync(address, cancellationToken) switch
        {
            SourceOutcome.Wait wait => new PlanOutcome.Wait(new SegmentOutcome.Wait(WaitCause.SourceUnavailable, wait.Reason, wait.Until, CharactersSent: 0)),
            SourceOutcome.Refused refused => new PlanOutcome.Impossible(refused.Code, refused.Message),
            SourceOutcome.Found found => await PlanFetchedAsync(id, request, found.Source, cancellationToken),
            _ => throw new InvalidOperationException("There are no other outcomes."),
        };
    }

    // A fetched document is stored only if it can be read, so that the retry of a job that failed on it fetches again.
    // From then on, every invocation reads the stored one, also if two fetched at the same time.
    async Task<PlanOutcome> PlanFetchedAsync(JobId id, JobRequest request, ArticleSource fetched, CancellationToken cancellationToken)
    {
        var plan = planner.Plan(request, ArticlePlanner.Open(request, fetched));
        if (plan.Segments.Count > 0)
        {
            var kept = await folder.WriteFetchedAsync(id, request, fetched, cancellationToken);
            plan = ReferenceEquals(kept, fetched) ? plan : planner.Plan(request, ArticlePlanner.Open(request, kept));
        }

        return await WriteAsync(id, plan, cancellationToken);
    }

    async Task<PlanOutcome> WriteAsync(JobId id, JobPlan plan, CancellationToken cancellationToken) => plan.Segments.Count > 0
        ? new PlanOutcome.Ready(await folder.WritePlanAsync(id, plan, cancellationToken))
        : new PlanOutcome.Impossible(NothingToSpeak, "The article has nothing to speak: no letter or digit is left after the parts that are not read aloud are removed.");

    /// <summary>The endpoint's request for <paramref name="text"/>, with the options of <paramref name="request"/> and the voice of <paramref name="speaker"/>.</summary>
    public SpeechRequest Speech(JobRequest request, string text, string? speaker) => planner.Speech(request, text, speaker);
}
