using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Batches;

/// <summary>Writes the end of an item's job on the item's own row, and asks for a count; the batch's row is not touched.</summary>
public sealed class BatchReports(BatchStore store, Outbox outbox, IOptions<BatchOptions> options, TimeProvider time)
{
    readonly Debounce _counts = new(time, options.Value.CountEvery);

    public async Task ReportAsync(JobRow job, CancellationToken cancellationToken)
    {
        var (batch, number) = (job.Batch!, job.BatchItem!.Value);
        while (await store.FindItemAsync(batch, number, cancellationToken) is { } item)
        {
            // An end that is known already, or that a retry has left behind, changes nothing.
            if (item.EndedGeneration >= job.Generation)
            {
                break;
            }

            End(item, job);
            if (await store.TryWriteItemsAsync([item], cancellationToken))
            {
                break;
            }
        }

        await _counts.AskAsync(batch, delay => outbox.PostAsync(BatchMessage.For(batch), delay, cancellationToken));
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
        item.CostUsd = (double)job.CostUsd;
        item.DurationSeconds = job.ReadAudio()?.DurationSeconds ?? 0;
        (item.ErrorCode, item.Reason) = (job.ErrorCode, job.ErrorMessage);
    }
}
