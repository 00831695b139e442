using Microsoft.Extensions.Logging;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>Deletes the jobs whose <c>retention_days</c> are over. It reads only what is due, however many jobs are kept.</summary>
public sealed partial class RetentionSweep(DueIndex due, JobStore store, JobDeletion deletion, TimeProvider time, ILogger<RetentionSweep> logger)
{
    /// <summary>The most of one sweep: the others follow with the next, so that many at once do not hold up what else the sweep does.</summary>
    const int Most = 1_000;

    const int AtOnce = 16;

    public Task RunAsync(CancellationToken cancellationToken) => Parallel.ForEachAsync(
        due.DueAsync(time.GetUtcNow(), cancellationToken).Take(Most),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
        async (row, token) =>
        {
            try
            {
                // A job that was retried since has another time, or none yet.
                if (await store.FindAsync(JobId.Parse(row.Id), token) is { DeletesAt: { } at } job && DueRow.KeyOf(row.Id, at) == row.RowKey)
                {
                    await deletion.DeleteAsync(job.Id, withSegments: false, token);
                }

                await due.RemoveAsync(row, token);
            }
            catch (Exception e) when (!token.IsCancellationRequested)
            {
                // A fault with one job must not stop the others. Its row stays due.
                Log.NotDeleted(logger, e, row.Id);
            }
        });

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Job {Job}: its retention is over, but it could not be deleted; the sweep will try again")]
        public static partial void NotDeleted(ILogger logger, Exception exception, string job);
    }
}
