using SpeechPipeline.Batches;
using SpeechPipeline.Jobs;
using SpeechPipeline.Planning;

namespace SpeechPipeline.Drops;

/// <summary>Writes the results of a job or batch to the drop folder that it came from. Idempotent.</summary>
public sealed class DropEnd(DropOutputs outputs, DropAdmission admission, JobFolder folder, BatchFolder batches)
{
    /// <param name="row">A job of the folder, which has ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PutBackAsync(JobRow row, CancellationToken cancellationToken)
    {
        // Anyone may remove outputs, and this is called repeatedly while a webhook is owed, so the row decides. A retried job gets no row again.
        if (row.Generation == 1 && !await admission.IsInAsync(row.Id, cancellationToken))
        {
            return;
        }

        await outputs.WriteAsync(
            row.State == JobStatus.Completed, DropStamp.Of(row), DropReport.Of(row),
            token => folder.OpenDroppedAsync(row.Id, row.Drop!, token), cancellationToken);
        await admission.LeaveAsync(row.Id, cancellationToken);
    }

    /// <param name="row">A batch of the folder, which has ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PutBackAsync(BatchRow row, CancellationToken cancellationToken)
    {
        var id = BatchId.Parse(row.PartitionKey);
        if (row.Generation == 1 && !await admission.IsInAsync(id.Allotted, cancellationToken))
        {
            return;
        }

        await outputs.WriteAsync(
            row.State == BatchStatus.Completed, DropStamp.Of(row), DropReport.Of(row), token => batches.FindSourceAsync(id, token), cancellationToken);
        await admission.LeaveAsync(id.Allotted, cancellationToken);
    }
}
