using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>Opens the next generation of a job that failed or was cancelled; what was spoken is kept and not paid for again.</summary>
public sealed class JobRetry(JobStore store, UnfinishedIndex unfinished, WorkQueue<JobMessage> queue, TimeProvider time)
{
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="upTo">No generation after this one is opened, so that a retry may be repeated; null: just the next.</param>
    /// <returns>The job, begun again; or as it is, when it runs or is completed; null when there is no such job.</returns>
    public Task<JobRow?> RetryAsync(JobId id, CancellationToken cancellationToken, int? upTo = null) => OptimisticWrite.RepeatAsync(
        () => store.FindAsync(id, cancellationToken),
        async row =>
        {
            if (row.State is not (JobStatus.Failed or JobStatus.Cancelled) || row.Generation >= upTo)
            {
                return true;
            }

            Begin(row, time.GetUtcNow());
            await unfinished.SetAsync(row, cancellationToken);
            if (!await store.TryWriteAsync(row, addition: null, cancellationToken))
            {
                return false;
            }

            await queue.SendAsync(JobMessage.For(row), delay: null, CancellationToken.None);
            return true;
        });

    static void Begin(JobRow row, DateTimeOffset now)
    {
        row.State = JobStatus.Queued;
        row.Generation++;
        row.Run++;
        row.SentAt = now;
        row.Waits = 0;
        row.PoisonedRounds = 0;
        row.PoisonedAtProgress = null;
        // What the caller set as a limit was set for the first generation; whoever retries wants the job done.
        row.ExpiresAt = null;
        row.StartedAt = null;
        row.ProgressedAt = null;
        row.EndedAt = null;
        row.ErrorCode = null;
        row.ErrorMessage = null;
        row.ErrorSegment = null;
    }
}
