using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>Cancels a job. A runner that works on it loses its claim and stops at the next segment.</summary>
public sealed class JobCancellation(JobStore store, JobEnding ending)
{
    /// <returns>The job: cancelled, or unchanged if it had ended before; null if it does not exist.</returns>
    public Task<JobRow?> CancelAsync(JobId id, CancellationToken cancellationToken) => OptimisticWrite.RepeatAsync(
        () => store.FindAsync(id, cancellationToken),
        async row =>
        {
            if (row.HasEnded)
            {
                return true;
            }

            row.State = JobStatus.Cancelled;
            return await ending.TryEndAsync(row, cancellationToken);
        });
}
