using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Planning;
using SpeechPipeline.Publishing;
using SpeechPipeline.Requests;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>Accepts a job: after this returns, the episode will be made whatever happens to this process.</summary>
public sealed partial class JobIntake(
    JobFolder folder,
    ArticlePlanner planner,
    JobStore store,
    UnfinishedIndex live,
    Outbox outbox,
    IOptions<SpeechOptions> speech,
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<JobIntake> logger)
{
    /// <summary>In bytes of the source; some 10 ms of work.</summary>
    const int LargestPlannedHere = 256 * 1024;

    /// <param name="submission">What passed every check.</param>
    /// <param name="address">Where callers reach the pipeline, up to and with the route prefix, without a slash at its end.</param>
    /// <param name="allotted">The id that an idempotency key stands for; null: a new one.</param>
    /// <param name="origin">What made the job.</param>
    /// <param name="cancellationToken">The caller has gone; before the job exists, that ends it.</param>
    /// <returns>The job: new, or as it was accepted before under the same id.</returns>
    public async Task<JobRow> AcceptAsync(JobSubmission submission, string address, JobId? allotted, JobOrigin origin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (allotted is { } known && await store.FindAsync(known, cancellationToken) is { } accepted)
        {
            return accepted;
        }

        var now = time.GetUtcNow();
        var id = allotted ?? JobId.New(time);
        var row = Row(id, submission.Request, address, origin, now);

        // The order is the promise: what a message names exists, and what exists and is unfinished is in the live table.
        await WriteFolderAsync(row, submission, cancellationToken);
        await live.SetAsync(UnfinishedRow.For(row, now + options.Value.SweepAfter), cancellationToken);
        if (!await store.TryCreateAsync(row, cancellationToken))
        {
            return (await store.FindAsync(id, cancellationToken))!;
        }

        Log.Accepted(logger, row.PartitionKey, row.Model, submission.Source?.Content.ToMemory().Length ?? 0);

        await SendAsync(row);
        return row;
    }

    /// <summary>
    /// What can be planned in no time is planned here: the caller learns its size, and one blob is written and read instead of two.
    /// </summary>
    async Task WriteFolderAsync(JobRow row, JobSubmission submission, CancellationToken cancellationToken)
    {
        var writing = submission.Source is { } kept ? folder.WriteSourceAsync(row.Id, kept, cancellationToken) : Task.CompletedTask;
        if (submission is { Article: { } article, Source: { } source } && source.Content.ToMemory().Length <= LargestPlannedHere
            && planner.Plan(submission.Request, article) is { Segments.Count: > 0 } made)
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

    /// <summary>The job is accepted: the caller's going away changes nothing, and a queue that is out of order is the sweep's business.</summary>
    async Task SendAsync(JobRow row)
    {
        try
        {
            await outbox.PostAsync(JobMessage.For(row), TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
            Log.NotSent(logger, e, row.PartitionKey);
        }
    }

    JobRow Row(JobId id, JobRequest request, string address, JobOrigin origin, DateTimeOffset now) => new()
    {
        Id = id,
        Run = 1,
        CreatedAt = now,
        SentAt = now,
        ExpiresAt = request.ExpiresAfter is { } seconds ? now.AddSeconds(seconds) : null,
        Title = request.Title,
        Model = request.Model,
        Voice = request.Voice,
        Language = request.SpokenLanguage,
        ResponseFormat = request.ResponseFormat.ToString().ToLowerInvariant(),
        UsdPerMillionCharacters = (double)(speech.Value.Model(request.Model).UsdPerMillionCharacters ?? 0),
        Webhook = request.Webhook,
        Metadata = request.Metadata.Count == 0 ? null : PipelineJson.Text(request.Metadata),
        Batch = origin.Batch,
        BatchItem = origin.BatchItem,
        Drop = origin.Drop,
        Show = request.Show,
        BaseAddress = address,
        EpisodeToken = EpisodeAddress.NewToken(),
    };

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job} accepted: model {Model}, {Bytes} bytes of source")]
        public static partial void Accepted(ILogger logger, string job, string model, int bytes);

        [LoggerMessage(LogLevel.Warning, "Job {Job}: its message could not be sent; the sweep will see to it")]
        public static partial void NotSent(ILogger logger, Exception exception, string job);
    }
}
