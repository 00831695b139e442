using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Durability;
using SpeechPipeline.Planning;
using SpeechPipeline.Publishing;
using SpeechPipeline.Requests;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>Accepts a job: once accepted, the episode will be made even if this process ends.</summary>
public sealed partial class JobIntake(
    JobFolder folder,
    ArticlePlanner planner,
    JobStore store,
    Acceptance<JobRow, JobMessage> acceptance,
    IOptions<SpeechOptions> speech,
    TimeProvider time,
    ILogger<JobIntake> logger)
{
    /// <summary>The largest source, in bytes, that is planned at once; some 10 ms of work.</summary>
    const int LargestPlannedHere = 256 * 1024;

    /// <param name="submission">The checked submission.</param>
    /// <param name="address">The address at which callers reach the pipeline, with the route prefix, without a slash at the end.</param>
    /// <param name="allotted">The id assigned to an idempotency key; null: a new one.</param>
    /// <param name="origin">What began the job.</param>
    /// <param name="cancellationToken">Cancelled when the caller disconnects; has no effect once the job exists.</param>
    /// <returns>The job: new, or the existing one with the same id, or the tombstone of the deleted one.</returns>
    public async Task<JobRow> AcceptAsync(JobSubmission submission, string address, JobId? allotted, Origin origin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (allotted is { } known && await store.FindEvenDeletedAsync(known, cancellationToken) is { } accepted)
        {
            return accepted;
        }

        var row = Row(allotted ?? JobId.New(time), submission.Request, address, origin, time.GetUtcNow());
        await WriteFolderAsync(row, submission, cancellationToken);
        var (job, isNew) = await acceptance.AcceptAsync(row, JobMessage.For(row), cancellationToken);
        if (isNew)
        {
            Log.Accepted(logger, job.PartitionKey, job.Model, submission.Source?.Content.ToMemory().Length ?? 0);
        }

        return job;
    }

    /// <summary>
    /// Short articles are planned here: the caller learns the size of the job, and one blob is written and read instead of two.
    /// </summary>
    async Task WriteFolderAsync(JobRow row, JobSubmission submission, CancellationToken cancellationToken)
    {
        var writing = submission.Source is { } kept ? folder.WriteSourceAsync(row.Id, kept, cancellationToken) : Task.CompletedTask;
        if (submission is { Article: { } article, Source: { } source } && source.Content.ToMemory().Length <= LargestPlannedHere
            && TryPlan(submission.Request, article) is { Segments.Count: > 0 } made)
        {
            var plan = await folder.WritePlanAsync(row.Id, made, cancellationToken);
            (row.SegmentsTotal, row.Characters) = (plan.Segments.Count, plan.Characters);
        }
        else
        {
            await folder.WriteRequestAsync(row.Id, submission.Request, cancellationToken);
        }

        await writing;
    }

    // If planning fails here, it fails in the runner again, and the job fails.
    JobPlan? TryPlan(JobRequest request, Article article)
    {
        try
        {
            return planner.Plan(request, article);
        }
        catch (UnreadableArticleException)
        {
            return null;
        }
    }

    JobRow Row(JobId id, JobRequest request, string address, Origin origin, DateTimeOffset now) => new()
    {
        Id = id,
        Run = 1,
        CreatedAt = now,
        SentAt = now,
        ExpiresAt = request.Delivery.ExpiresAfter is { } seconds ? now.AddSeconds(seconds) : null,
        Title = request.Source.Title,
        Model = request.Voice.Model,
        Voice = request.Voice.Name,
        Language = request.SpokenLanguage,
        LanguageDetected = request.Voice.LanguageDetected,
        ResponseFormat = request.Output.Format.Name,
        UsdPerMillionCharacters = (double?)speech.Value.Model(request.Voice.Model).UsdPerMillionCharacters,
        Webhook = request.Delivery.Webhook,
        WebhookEvents = WebhookEvent.Listed(request.Delivery.WebhookEvents),
        Metadata = request.Delivery.Metadata.Count == 0 ? null : PipelineJson.Text(request.Delivery.Metadata),
        Origin = origin,
        Show = request.Delivery.Show,
        RetentionDays = request.Delivery.RetentionDays,
        BaseAddress = address,
        EpisodeToken = EpisodeAddress.NewToken(),
    };

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job} accepted: model {Model}, {Bytes} bytes of source")]
        public static partial void Accepted(ILogger logger, string job, string model, int bytes);
    }
}
