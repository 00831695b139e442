using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;
using SpeechPipeline.Submission;

namespace SpeechPipeline.Jobs;

/// <summary>Cuts a job's article into the segments that will be spoken, once; fetches it first where the request names an address.</summary>
public sealed class JobPlanner(JobFolder folder, SourceFetch sources, IOptions<SpeechOptions> speech, IOptions<PauseSettings> pauses)
{
    const string UnreadableArticle = "unreadable_article";
    const string NothingToSpeak = "nothing_to_speak";

    /// <summary>The job's plan: the stored one, else a new one, stored.</summary>
    public async Task<PlanOutcome> PlanAsync(JobRow job, CancellationToken cancellationToken)
    {
        // The row knows whether a plan was ever made; asking storage for one that cannot be there would cost a call a job.
        if (job.SegmentsTotal > 0 && await folder.FindPlanAsync(job.Id, cancellationToken) is { } stored)
        {
            return new PlanOutcome.Ready(stored);
        }

        var request = await folder.ReadRequestAsync(job.Id, cancellationToken);
        switch (await SourceAsync(job.Id, request, cancellationToken))
        {
            case SourceOutcome.Wait wait:
                return new PlanOutcome.Wait(new SegmentOutcome.Wait(wait.Reason, wait.Until, CallsSent: 0));
            case SourceOutcome.Refused refused:
                return new PlanOutcome.Impossible(refused.Code, refused.Message);
            case SourceOutcome.Found found:
                return await PlanAsync(job.Id, request, found.Source, cancellationToken);
            default:
                throw new InvalidOperationException("There are no other outcomes.");
        }
    }

    // Fetched once: what every invocation reads is what the first one stored.
    async Task<SourceOutcome> SourceAsync(JobId id, JobRequest request, CancellationToken cancellationToken)
    {
        if (await folder.FindSourceAsync(id, request, cancellationToken) is { } stored)
        {
            return new SourceOutcome.Found(stored);
        }

        var outcome = request.SourceUrl is { } address
            ? await sources.FetchAsync(address, cancellationToken)
            : throw new InvalidDataException($"Job {id} has no source.");
        return outcome is SourceOutcome.Found found ? new SourceOutcome.Found(await folder.WriteFetchedAsync(id, request, found.Source, cancellationToken)) : outcome;
    }

    async Task<PlanOutcome> PlanAsync(JobId id, JobRequest request, ArticleSource source, CancellationToken cancellationToken)
    {
        try
        {
            var article = ArticleReader.Read(source, request.Reading);
            return article.HasSpeech
                ? new PlanOutcome.Ready(await folder.WritePlanAsync(id, Plan(request.CompletedBy(article), article), cancellationToken))
                : new PlanOutcome.Impossible(NothingToSpeak, "The article has nothing to speak: no letter or digit is left once what is not read aloud is taken away.");
        }
        catch (UnreadableArticleException e)
        {
            return new PlanOutcome.Impossible(UnreadableArticle, e.Message);
        }
    }

    /// <summary>The request that speaks <paramref name="text"/> as <paramref name="request"/> wants it spoken.</summary>
    public SpeechRequest Speech(JobRequest request, string text) => new(
        request.Model, text, request.Voice, request.SpokenLanguage, Model(request).RequestRateHz(request.SampleRate), request.ExtraParams);

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
