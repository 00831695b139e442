using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Publishing;
using SpeechPipeline.Speech;
using SpeechPipeline.Submission;

namespace SpeechPipeline.Jobs;

/// <summary>Accepts a job: after this returns, the episode will be made whatever happens to this process.</summary>
public sealed partial class JobIntake(
    JobFolder folder,
    JobStore store,
    LiveIndex live,
    Outbox outbox,
    IOptions<SpeechOptions> speech,
    IOptions<JobOptions> options,
    TimeProvider time,
    ILogger<JobIntake> logger)
{
    /// <param name="submission">What passed every check.</param>
    /// <param name="address">Where callers reach the pipeline, up to and with the route prefix, without a slash at its end.</param>
    /// <param name="allotted">The id that an idempotency key stands for; null: a new one.</param>
    /// <param name="cancellationToken">The caller has gone; before the job exists, that ends it.</param>
    /// <returns>The job: new, or as it was accepted before under the same id.</returns>
    public async Task<JobRow> AcceptAsync(JobSubmission submission, string address, JobId? allotted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(submission);
        if (allotted is { } known && await store.FindAsync(known, cancellationToken) is { } accepted)
        {
            return accepted;
        }

        var now = time.GetUtcNow();
        var id = allotted ?? JobId.New(time);
        var row = Row(id, submission.Request, address, now);

        // The order is the promise: what a message names exists, and what exists and is unfinished is in the live table.
        await folder.WriteSubmissionAsync(id, submission, cancellationToken);
        await live.SetAsync(LiveRow.ForJob(row.PartitionKey, now + options.Value.SweepAfter), cancellationToken);
        var owed = OutboxRow.For(JobMessage.For(row));
        if (!await store.TryCreateAsync(row, owed, cancellationToken))
        {
            return (await store.FindAsync(id, cancellationToken))!;
        }

        Log.Accepted(logger, row.PartitionKey, row.Model, submission.Source?.Content.ToMemory().Length ?? 0);

        // Accepted: from here on the caller's going away changes nothing.
        await outbox.SendAsync([owed], CancellationToken.None);
        return row;
    }

    JobRow Row(JobId id, JobRequest request, string address, DateTimeOffset now) => new()
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
        UsdPerMillionCharacters = (double)speech.Value.Model(request.Model).UsdPerMillionCharacters,
        Webhook = request.Webhook,
        Metadata = request.Metadata.Count == 0 ? null : JsonSerializer.Serialize(request.Metadata, PipelineJson.Options),
        BaseAddress = address,
        EpisodeToken = EpisodeAddress.NewToken(),
    };

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job} accepted: model {Model}, {Bytes} bytes of source")]
        public static partial void Accepted(ILogger logger, string job, string model, int bytes);
    }
}
