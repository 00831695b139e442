using SpeechPipeline.Speech;
using SpeechPipeline.Submission;

namespace SpeechPipeline.Jobs;

/// <summary>Cuts a job's article into the segments that will be spoken, once.</summary>
public sealed class JobPlanner(JobFolder folder, ArticlePlanner planner)
{
    /// <summary>The job's plan: the stored one, else a new one, stored.</summary>
    public async Task<JobPlan> PlanAsync(JobRow job, CancellationToken cancellationToken)
    {
        // The row knows whether a plan was ever made; asking storage for one that cannot be there would cost a call a job.
        if (job.SegmentsTotal > 0 && await folder.FindPlanAsync(job.Id, cancellationToken) is { } stored)
        {
            return stored;
        }

        var request = await folder.ReadRequestAsync(job.Id, cancellationToken);
        var source = await folder.ReadSourceAsync(job.Id, request.Format, cancellationToken);
        return await folder.WritePlanAsync(job.Id, planner.Plan(request, ArticlePlanner.Read(request, source)), cancellationToken);
    }

    /// <summary>The request that speaks <paramref name="text"/> as <paramref name="request"/> wants it spoken, in the voice of <paramref name="speaker"/>.</summary>
    public SpeechRequest Speech(JobRequest request, string text, string? speaker) => planner.Speech(request, text, speaker);
}
