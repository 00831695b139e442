using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;
using SpeechPipeline.Submission;

namespace SpeechPipeline.Jobs;

/// <summary>Cuts a job's article into the segments that will be spoken, once.</summary>
public sealed class JobPlanner(JobFolder folder, IOptions<SpeechOptions> speech, IOptions<PauseSettings> pauses)
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
        return await folder.WritePlanAsync(job.Id, Plan(request, ArticleReader.Read(request.Format, source)), cancellationToken);
    }

    /// <summary>The request that speaks <paramref name="text"/> as <paramref name="request"/> wants it spoken.</summary>
    public SpeechRequest Speech(JobRequest request, string text) => new(
        request.Model, text, request.Voice, request.Language, Model(request).RequestRateHz(request.SampleRate), request.ExtraParams);

    /// <summary>How <paramref name="article"/> is cut for the model that <paramref name="request"/> names.</summary>
    public JobPlan Plan(JobRequest request, Article article)
    {
        var plan = Segmenter.Plan(article, Model(request).Limits);
        return new JobPlan(
            JobPlan.CurrentVersion,
            request,
            [.. plan.Chapters.Select(chapter => chapter.Title)],
            [.. plan.Segments.Select(segment => Planned(request, segment))]);
    }

    PlannedSegment Planned(JobRequest request, Segment segment) => new(
        segment.Index,
        segment.Chapter,
        segment.Paragraph,
        segment.Text,
        pauses.Value.Milliseconds(segment.PauseAfter),
        SegmentKey.Of(speech.Value.EffectiveIdentity, Speech(request, segment.Text)),
        Take: 0);

    SpeechModel Model(JobRequest request) => speech.Value.Model(request.Model);
}
