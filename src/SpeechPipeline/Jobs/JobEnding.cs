using Azure.Data.Tables;
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
        row.EndedAt = now;
        row.StatusReason = null;
        row.NextAttemptAt = null;
        row.ReleaseClaim();

        var additions = new List<ITableEntity>();
        var owed = new List<OutboxRow>();
        if (WebhookEvent.ForEnd(row, now) is { } delivery)
        {
            owed.Add(OutboxRow.For(DeliveryMessage.For(delivery)));
            additions.AddRange([delivery, owed[0]]);
            await live.SetAsync(LiveRow.ForDelivery(row.PartitionKey, delivery.EventId, now + options.Value.SweepAfter), cancellationToken);
        }

        if (!await store.TryWriteAsync(row, additions, cancellationToken))
        {
            return false;
        }

        Log.Ended(logger, row.PartitionKey, row.State, row.ErrorCode);
        await RestAsync(row, owed, CancellationToken.None);
        return true;
    }

    /// <summary>Sends what an ended job still owes and takes it out of the live table; repeating it does no harm.</summary>
    public async Task RestAsync(JobRow row, IEnumerable<OutboxRow> owed, CancellationToken cancellationToken)
    {
        await outbox.SendAsync(owed, cancellationToken);
        await live.RemoveAsync(LiveRow.ForJob(row.PartitionKey, default), cancellationToken);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job} ended: {Status} {ErrorCode}")]
        public static partial void Ended(ILogger logger, string job, JobStatus status, string? errorCode);
    }
}
