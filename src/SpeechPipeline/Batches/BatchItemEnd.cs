using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Batches;

/// <summary>Writes the end or the deletion of an item's job to the item's own row, and requests a count; the batch's row is not touched.</summary>
public sealed class BatchItemEnd(BatchStore store, WorkQueue<BatchMessage> queue, IOptions<BatchOptions> options, TimeProvider time)
{
    readonly Debounce _counts = new(time, options.Value.CountEvery);

    /// <param name="job">An ended job of a batch.</param>
    /// <param name="cancellationToken">Cancels the call; the sweep will repeat it.</param>
    public async Task NoteAsync(JobRow job, CancellationToken cancellationToken)
    {
        var batch = job.Batch!;
        await OptimisticWrite.RepeatAsync(
            () => store.FindItemAsync(batch, job.BatchItem!.Value, cancellationToken),
            async item =>
            {
                // An end that is known already, or is older than a retry, changes nothing.
                if (item.EndedGeneration >= job.Generation)
                {
                    return true;
                }

                End(item, job);
                return await store.TryWriteItemsAsync([item], cancellationToken);
            });
        await _counts.AskAsync(batch, delay => queue.SendAsync(BatchMessage.For(batch), delay, cancellationToken));
    }

    /// <summary>Marks the item of a deleted job. The counts of the batch stay.</summary>
    public async Task DeleteAsync(JobRow job, CancellationToken cancellationToken)
    {
        var batch = job.Batch!;
        var wasOpen = false;
        await OptimisticWrite.RepeatAsync(
            () => store.FindItemAsync(batch, job.BatchItem!.Value, cancellationToken),
            async item =>
            {
                // A retry of the batch may just have reopened it: no job will report its end.
                wasOpen = item.State is BatchItemStatus.Pending or BatchItemStatus.Admitted;
                if (item.IsDeleted == true && !wasOpen)
                {
                    return true;
                }

                item.State = wasOpen ? BatchItemStatus.Cancelled : item.State;
                (item.IsDeleted, item.Title) = (true, null);
                return await store.TryWriteItemsAsync([item], cancellationToken);
            });
        if (wasOpen)
        {
            await _counts.AskAsync(batch, delay => queue.SendAsync(BatchMessage.For(batch), delay, cancellationToken));
        }
    }

    static void End(BatchItemRow item, JobRow job)
    {
        item.State = job.State switch
        {
            JobStatus.Completed => BatchItemStatus.Completed,
            JobStatus.Failed => BatchItemStatus.Failed,
            _ => BatchItemStatus.Cancelled,
        };
        item.Generation = item.EndedGeneration = job.Generation;
        item.Title = job.Title ?? item.Title;
        item.Characters = job.Characters;
        item.CharactersSent = job.CharactersSent;
        item.CostUsd = (double)(job.CostUsd ?? 0);
        item.DurationSeconds = job.ReadAudio()?.DurationSeconds ?? 0;
        item.ErrorCode = job.ErrorCode;
        item.Reason = job.ErrorMessage;
    }
}
