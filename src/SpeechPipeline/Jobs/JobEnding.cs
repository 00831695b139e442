using Microsoft.Extensions.Logging;
using SpeechPipeline.Durability;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>Ends a job's generation: the last change of its row with the webhook that it owes, then all that follows.</summary>
public sealed partial class JobEnding(
    JobStore store, UnfinishedIndex unfinished, Completion<JobRow> completion, Deliveries deliveries, TimeProvider time, ILogger<JobEnding> logger)
{
    /// <summary>Writes the end that <paramref name="row"/> already states, if nobody was first.</summary>
    /// <returns>False when the row was changed meanwhile; then nothing happened.</returns>
    public async Task<bool> TryEndAsync(JobRow row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (row.NextAttemptAt > now && (row.Webhook is not null || completion.Concerns(row)))
        {
            // The sweep was to look at this job when its wait is over; what it owes from now on cannot wait so long.
            await unfinished.SetAsync(row, cancellationToken);
        }

        row.EndedAt = now;
        row.StatusReason = null;
        row.NextAttemptAt = null;
        row.ReleaseClaim();
        var delivery = DeliveryOf(row, now);
        if (!await store.TryWriteAsync(row, delivery, cancellationToken))
        {
            return false;
        }

        Log.Ended(logger, row.PartitionKey, row.State, row.ErrorCode);
        await completion.FollowAsync(row, delivery is null ? null : () => deliveries.SendAsync(delivery, CancellationToken.None));
        return true;
    }

    /// <summary>The delivery that a job owes for having ended; null when nobody asked to be called.</summary>
    static DeliveryRow? DeliveryOf(JobRow row, DateTimeOffset now) => row.Webhook is not { } webhook
        ? null
        : WebhookEvent.Owe(row.PartitionKey, row.Generation, $"job.{row.Status.ToLowerInvariant()}", webhook, JobObject.From(row), now);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job} ended: {Status} {ErrorCode}")]
        public static partial void Ended(ILogger logger, string job, JobStatus status, string? errorCode);
    }
}
