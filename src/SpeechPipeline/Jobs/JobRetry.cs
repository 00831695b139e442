using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>Opens the next generation of a job that failed or was cancelled; what was spoken is kept and not paid for again.</summary>
public sealed class JobRetry(JobStore store, UnfinishedIndex live, Outbox outbox, IOptions<JobOptions> options, TimeProvider time)
{
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="upTo">No generation after this one is opened, so that a retry may be repeated; null: just the next.</param>
    /// <returns>The job, begun again; or as it is, when it runs or is completed; null when there is no such job.</returns>
    public async Task<JobRow?> RetryAsync(JobId id, CancellationToken cancellationToken, int? upTo = null)
    {
        while (true)
        {
            var row = await store.FindAsync(id, cancellationToken);
            if (row is null || row.State is not (JobStatus.Failed or JobStatus.Cancelled) || row.Generation >= upTo)
            {
                return row;
            }

            var now = time.GetUtcNow();
            Begin(row, now);
            await live.SetAsync(UnfinishedRow.For(row, now + options.Value.SweepAfter), cancellationToken);
            if (await store.TryWriteAsync(row, [], cancellationToken))
            {
                await outbox.PostAsync(JobMessage.For(row), TimeSpan.Zero, CancellationToken.None);
                return row;
            }
        }
    }

    static void Begin(JobRow row, DateTimeOffset now)
    {
        row.State = JobStatus.Queued;
        row.Generation++;
        row.Run++;
        row.SentAt = now;
        (row.Waits, row.PoisonedRounds) = (0, 0);
        // What the caller set as a limit was set for the first generation; whoever retries wants the job done.
        row.ExpiresAt = null;
        (row.StartedAt, row.ProgressedAt, row.EndedAt, row.PoisonedAtProgress) = (null, null, null, null);
        (row.ErrorCode, row.ErrorMessage, row.ErrorSegment) = (null, null, null);
    }
}
