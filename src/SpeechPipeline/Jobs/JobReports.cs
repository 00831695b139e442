using SpeechPipeline.Batches;
using SpeechPipeline.Drops;
using SpeechPipeline.Shows;

namespace SpeechPipeline.Jobs;

/// <summary>
/// Tells those whom a job belongs to that it has ended: its batch, its folder, its show. It comes between the job's end and its
/// webhook; whatever a crash cuts off, the sweep does again, so that each part bears being repeated.
/// </summary>
public sealed class JobReports(BatchReports batches, ShowEpisodes shows, DropResults drops)
{
    /// <param name="row">The job, which has ended.</param>
    /// <param name="cancellationToken">Gives up; the sweep will do it.</param>
    public async Task ReportAsync(JobRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Batch is not null)
        {
            await batches.ReportAsync(row, cancellationToken);
        }

        if (row is { State: JobStatus.Completed, Show: not null })
        {
            await shows.AddAsync(row, cancellationToken);
        }

        if (row.Drop is not null)
        {
            await drops.ReportAsync(row, cancellationToken);
        }
    }
}
