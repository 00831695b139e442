using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>Ends a job's generation: the last change of its row, the webhook that it owes, and its rest.</summary>
public sealed partial class JobEnding(
    JobStore store, UnfinishedIndex live, Outbox outbox, JobReports reports, IOptions<JobOptions> options, TimeProvider time, ILogger<JobEnding> logger)
{
    /// <summary>Writes the end that <paramref name="row"/> already states, if nobody was first.</summary>
    /// <returns>False when the row was changed meanwhile; then nothing happened.</returns>
    public async Task<bool> TryEndAsync(JobRow row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (row.OwesReports && row.NextAttemptAt > now)
        {
            // The sweep was to look at this job when its wait is over; what it owes from now on cannot wait so long.
            await live.SetAsync(UnfinishedRow.For(row, now + options.Value.SweepAfter), cancellationToken);
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
        await ReportAsync(row, delivery);
        return true;
    }

    /// <summary>The job has ended, whatever comes now: what cannot be told at once, the sweep will tell.</summary>
    async Task ReportAsync(JobRow row, DeliveryRow? delivery)
    {
        try
        {
            await reports.ReportAsync(row, CancellationToken.None);
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
            Log.NotReported(logger, e, row.PartitionKey);
            return;
        }

        if (delivery is null)
        {
            await live.RemoveAsync(row.PartitionKey, row.Generation, CancellationToken.None);
        }
        else
        {
            await outbox.PostAsync(DeliveryMessage.For(delivery), TimeSpan.Zero, CancellationToken.None);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job} ended: {Status} {ErrorCode}")]
        public static partial void Ended(ILogger logger, string job, JobStatus status, string? errorCode);

        [LoggerMessage(LogLevel.Warning, "Job {Job}: what it belongs to could not be told of its end; the sweep will see to it")]
        public static partial void NotReported(ILogger logger, Exception exception, string job);
    }
}
