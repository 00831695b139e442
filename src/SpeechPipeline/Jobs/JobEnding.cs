using Microsoft.Extensions.Logging;
using SpeechPipeline.Durability;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>Ends a job's generation: writes the final state together with the owed webhook, then does the steps after the end.</summary>
public sealed partial class JobEnding(
    JobStore store, UnfinishedIndex unfinished, JobRetention retention, Completion<JobRow> completion, Deliveries deliveries, TimeProvider time, ILogger<JobEnding> logger)
{
    /// <summary>Writes the end that <paramref name="row"/> states, if no one has changed the row.</summary>
    /// <returns>False if the row was changed in between; then nothing happened.</returns>
    public async Task<bool> TryEndAsync(JobRow row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (row.NextAttemptAt > now && (row.Webhook is not null || completion.Concerns(row)))
        {
            // The index row has the due time of the job's wait, which may be far away; the owed webhook must be checked sooner.
            await unfinished.SetAsync(row, cancellationToken);
        }

        row.DeletesAt = await retention.EnterAsync(row, now, cancellationToken);
        row.EndedAt = now;
        (row.Cause, row.StatusReason) = (null, null);
        row.NextAttemptAt = null;
        row.ReleaseClaim();
        var delivery = DeliveryOf(row, now);
        if (!await store.TryWriteAsync(row, delivery, cancellationToken))
        {
            return false;
        }

        Log.Ended(logger, row.PartitionKey, row.State, row.ErrorCode is { } code ? $", {code}" : "");
        await completion.FollowAsync(row, delivery is null ? null : () => deliveries.SendAsync(delivery, CancellationToken.None));
        return true;
    }

    /// <summary>The webhook delivery for the job's end; null if none is asked for.</summary>
    static DeliveryRow? DeliveryOf(JobRow row, DateTimeOffset now)
    {
        var type = $"job.{row.Status.ToLowerInvariant()}";
        return row.Webhook is { } webhook && WebhookEvent.IsChosen(row.WebhookEvents, type)
            ? WebhookEvent.Owe(row.PartitionKey, row.Generation, type, webhook, JobObject.From(row), now)
            : null;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job} ended: {Status}{Why}")]
        public static partial void Ended(ILogger logger, string job, JobStatus status, string why);
    }
}
