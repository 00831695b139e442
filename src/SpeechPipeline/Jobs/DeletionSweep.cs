using Microsoft.Extensions.Logging;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>
/// Carries out deletions: first the places that name the job, so that no feed has an episode whose audio is gone, then what is stored, at last the
/// tombstone's own data. The tombstone itself stays for a day. Every step may be repeated.
/// </summary>
public sealed partial class DeletionSweep(
    JobStore store, IEnumerable<DeletionObserver<JobRow>> observers, JobRemains remains, UnfinishedIndex unfinished, ILogger<DeletionSweep> logger) : SweptWork
{
    /// <summary>The kind of deletions in the index of unfinished work.</summary>
    internal const string KindName = "deletion";

    /// <summary>As long as an <c>Idempotency-Key</c> is kept, and longer than any invocation that still writes for the job may last.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    public override string Kind => KindName;

    public override async Task<Look> LookAtAsync(UnfinishedRow row, SweepRound round, CancellationToken cancellationToken)
    {
        if (await store.FindTombstoneAsync(JobId.Parse(row.Job), cancellationToken) is not { } job)
        {
            return LookAtUnaccepted(row, round);
        }

        if (job.ClearedAt is null)
        {
            foreach (var observer in observers.Where(observer => observer.Concerns(job)))
            {
                if (!await observer.RemoveAsync(job, cancellationToken))
                {
                    return Look.Again(round.Now + Moment);
                }
            }

            await remains.DeleteAsync(job, cancellationToken);
            await unfinished.RemoveAsync(job, cancellationToken);
            await store.ClearAsync(job, round.Now, cancellationToken);
            Log.Deleted(logger, job.PartitionKey);
            return Look.Again(round.Now + Kept);
        }

        if (job.ClearedAt + Kept > round.Now)
        {
            return Look.Again(job.ClearedAt + Kept);
        }

        // Once more: a request or a runner that had begun before the deletion may have written a file after it.
        await remains.DeleteFilesAsync(job.Id, cancellationToken);
        await store.RemoveAsync(job, cancellationToken);
        return Look.AtRest;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job} is deleted")]
        public static partial void Deleted(ILogger logger, string job);
    }
}
