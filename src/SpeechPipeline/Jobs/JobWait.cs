using SpeechPipeline.Segments;

namespace SpeechPipeline.Jobs;

/// <summary>Waits for the end of a job, for callers that want to have it in the same answer.</summary>
public sealed class JobWait(JobStore store, TimeProvider time)
{
    static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    /// <summary>Looks at the job until it has ended, the time is over, or it waits for something that is not soon there: then its row has the reason.</summary>
    /// <param name="job">The job.</param>
    /// <param name="wait">How long to wait.</param>
    /// <param name="cancellationToken">Cancelled when the caller is gone; the job goes on.</param>
    /// <returns>The job as it was last seen; null if it was deleted meanwhile.</returns>
    public async Task<JobRow?> EndAsync(JobRow job, TimeSpan wait, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + wait;
        for (var look = FirstLook; !job.HasEnded && job.Cause is null or WaitCause.EndpointBusy && time.GetUtcNow() < until; look = look * 1.5 < LongestLook ? look * 1.5 : LongestLook)
        {
            await Task.Delay(look, time, cancellationToken);
            if (await store.FindAsync(job.Id, cancellationToken) is not { } found)
            {
                return null;
            }

            job = found;
        }

        return job;
    }
}
