using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>Begins the next generation of a job that failed or was cancelled. Stored speech is kept and not paid for again.</summary>
public sealed class JobRetry(JobStore store, UnfinishedIndex unfinished, WorkQueue<JobMessage> queue, TimeProvider time)
{
    /// <param name="id">The job.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="upTo">The last generation to begin, so that a retry may be repeated; null: the next one.</param>
    /// <returns>The job, begun again; unchanged if it runs or is completed; null if it does not exist.</returns>
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
        // The caller's limit was for the first generation; a retry has no limit.
        row.ExpiresAt = null;
        row.StartedAt = null;
        row.ProgressedAt = null;
        row.Mastered = null;
        row.EndedAt = null;
        row.DeletesAt = null;
        row.ErrorCode = null;
        row.ErrorMessage = null;
        row.ErrorSegment = null;
    }
}
