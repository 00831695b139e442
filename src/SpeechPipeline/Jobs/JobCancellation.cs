using SpeechPipeline.Storage;
namespace SpeechPipeline.Jobs;

/// <summary>Ends a job at its caller's wish. A runner that works on it finds its claim gone and stops at the next segment.</summary>
public sealed class JobCancellation(JobStore store, JobEnding ending)
{
    /// <returns>The job: cancelled, or as it had ended before; null when there is no such job.</returns>
    public async Task<JobRow?> CancelAsync(JobId id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await store.FindAsync(id, cancellationToken);
            if (row is null || row.HasEnded)
            {
                return row;
            }

            row.State = JobStatus.Cancelled;
            if (await ending.TryEndAsync(row, cancellationToken))
            {
                return row;
            }

            // A runner wrote its progress at that moment: read again. Each turn means that someone else got on.
        }
    }
}
