using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;

namespace SpeechPipeline.Jobs;

/// <summary>Decides when an ended job is deleted: by its own <c>retention_days</c>, else its show's, else the setting's.</summary>
public sealed class JobRetention(DueIndex due, RetentionLookup shows, IOptions<JobOptions> options)
{
    /// <summary>Enters the deletion of a job that is about to end. If the end is not written, the entry has no effect.</summary>
    /// <returns>When the job is to be deleted; null: never.</returns>
    public async Task<DateTimeOffset?> EnterAsync(JobRow row, DateTimeOffset endedAt, CancellationToken cancellationToken)
    {
        var days = row.RetentionDays
            ?? (row.Show is { } show ? await shows(show, cancellationToken) : null)
            ?? options.Value.RetentionDays;
        if (days is null)
        {
            return null;
        }

        var at = endedAt.AddDays(days.Value);
        await due.SetAsync(row.PartitionKey, at, cancellationToken);
        return at;
    }
}
