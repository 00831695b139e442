using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>Ends a job's generation: the last change of its row, the webhook that it owes, and its rest.</summary>
public sealed partial class JobEnding(
    JobStore store, LiveIndex live, Outbox outbox, IOptions<JobOptions> options, TimeProvider time, ILogger<JobEnding> logger)
{
    /// <summary>Writes the end that <paramref name="row"/> already states, if nobody was first.</summary>
    /// <returns>False when the row was changed meanwhile; then nothing happened.</returns>
    public async Task<bool> TryEndAsync(JobRow row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (row.Webhook is not null && row.NextAttemptAt > now)
        {
            // The sweep was to look at this job when its wait is over; what it owes from now on cannot wait so long.
            await live.SetAsync(LiveRow.For(row, now + options.Value.SweepAfter), cancellationToken);
        }

        row.EndedAt = now;
        row.StatusReason = null;
        row.NextAttemptAt = null;
        row.ReleaseClaim();
        var delivery = WebhookEvent.ForEnd(row, now);
        if (!await store.TryWriteAsync(row, delivery is null ? [] : [delivery], cancellationToken))
        {
            return false;
        }

        Log.Ended(logger, row.PartitionKey, row.State, row.ErrorCode);
        if (delivery is null)
        {
            await live.RemoveAsync(row.PartitionKey, row.Generation, CancellationToken.None);
        }
        else
        {
            await outbox.PostAsync(DeliveryMessage.For(delivery), TimeSpan.Zero, CancellationToken.None);
        }

        return true;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job} ended: {Status} {ErrorCode}")]
        public static partial void Ended(ILogger logger, string job, JobStatus status, string? errorCode);
    }
}
