using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>
/// Deletes an ended job. One transaction turns its row into a tombstone: from then on the job does not exist for anyone, and the sweep deletes what is
/// stored (<see cref="DeletionSweep"/>). The tombstone says what that is, so any process continues where another stopped.
/// </summary>
public sealed class JobDeletion(JobStore store, UnfinishedIndex unfinished, Completion<JobRow> completion, TimeProvider time)
{
    /// <param name="id">The job.</param>
    /// <param name="withSegments">Whether to delete also the stored speech that the job paid for and no other job has used. A repeated request does not change it.</param>
    /// <param name="cancellationToken">Cancels the call; has no effect once the tombstone is written.</param>
    public async Task<DeletionAnswer> DeleteAsync(JobId id, bool withSegments, CancellationToken cancellationToken)
    {
        // This ends: each repetition means that another writer has succeeded.
        while (await store.FindAsync(id, cancellationToken) is { } row)
        {
            if (!row.HasEnded)
            {
                return DeletionAnswer.NotEnded;
            }

            if (await unfinished.HasAsync(row, cancellationToken))
            {
                // A crash may have come before its batch, show or drop folder was told of the end; no one can tell them later.
                await completion.TellAsync(row, cancellationToken);
            }

            var now = time.GetUtcNow();
            await unfinished.SetAsync(UnfinishedRow.For(DeletionSweep.KindName, row.PartitionKey, row.Generation, now), cancellationToken);
            if (await store.TryBuryAsync(row, row.Tombstone(now, withSegments), cancellationToken))
            {
                return DeletionAnswer.Accepted;
            }
        }

        return await store.FindTombstoneAsync(id, cancellationToken) is { ClearedAt: null } ? DeletionAnswer.Accepted : DeletionAnswer.NotFound;
    }
}
