using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>Ends a job at its caller's wish. A runner that works on it finds its claim gone and stops at the next segment.</summary>
public sealed class JobCancellation(JobStore store, JobEnding ending)
{
    /// <returns>The job: cancelled, or as it had ended before; null when there is no such job.</returns>
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
