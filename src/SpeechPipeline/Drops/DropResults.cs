using SpeechPipeline.Jobs;

namespace SpeechPipeline.Drops;

/// <summary>Puts the end of a job back into the folder that it came from. Nothing happens where that is done already.</summary>
public sealed class DropResults(DropOutputs outputs, DropAdmission admission, JobFolder folder)
{
    /// <param name="row">A job of the folder, which has ended.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ReportAsync(JobRow row, CancellationToken cancellationToken)
    {
        // Outputs are anybody's to take away; while a webhook is owed this is asked again and again. A job that was retried is entered no more.
        if (row.Generation == 1 && !await admission.IsInAsync(row.Id, cancellationToken))
        {
            return;
        }

        await outputs.WriteAsync(
            row.State == JobStatus.Completed, DropStamp.Of(row), DropReport.Of(row),
            token => folder.OpenDroppedAsync(row.Id, row.Drop!, token), cancellationToken);
        await admission.LeaveAsync(row.Id, cancellationToken);
    }
}
