using SpeechPipeline.Batches;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Drops;

/// <summary>The report beside a source in <c>drops-done</c> and <c>drops-failed</c>, as <c>.json</c>.</summary>
/// <param name="Path">The path in the folder.</param>
/// <param name="Job">The job made from the file; absent if the file was refused.</param>
/// <param name="Status">The status of the job, or <c>refused</c>.</param>
/// <param name="DroppedAt">The time of the version.</param>
/// <param name="EndedAt">When the job ended or the file was refused.</param>
/// <param name="Title">The episode's title.</param>
/// <param name="DurationSeconds">The episode's duration.</param>
/// <param name="CostUsd">The price of the calls to the endpoint.</param>
/// <param name="Links">The addresses in the job object.</param>
/// <param name="Error">Why there is no episode.</param>
/// <param name="Problems">All problems of a refused file.</param>
/// <param name="Batch">The address of the batch made from the file.</param>
/// <param name="Items">The counts of that batch.</param>
public sealed record DropReport(
    string Path,
    string? Job,
    string Status,
    DateTimeOffset DroppedAt,
    DateTimeOffset? EndedAt,
    string? Title = null,
    double? DurationSeconds = null,
    decimal? CostUsd = null,
    DropReport.LinksPart? Links = null,
    JobObject.ErrorPart? Error = null,
    IReadOnlyList<DropProblem>? Problems = null,
    string? Batch = null,
    BatchObject.CountsPart? Items = null)
{
    const string RefusedStatus = "refused";

    public sealed record LinksPart(string Audio, string Manifest);

    public static DropReport Of(JobRow row)
    {
        var job = JobObject.From(row);
        return new DropReport(
            row.Drop!, job.Id, row.Status.ToLowerInvariant(), row.Id.Time, job.EndedAt, job.Title, job.Result?.Audio.DurationSeconds, job.Usage.CostUsd,
            job.Result is { } result ? new LinksPart(result.Audio.Url, result.Manifest.Url) : null, job.Error);
    }

    public static DropReport Of(BatchRow row)
    {
        var batch = BatchObject.From(row);
        return new DropReport(
            row.Drop!, null, row.Status.ToLowerInvariant(), BatchId.Parse(batch.Id).Allotted.Time, batch.EndedAt,
            DurationSeconds: batch.Usage.DurationSeconds, CostUsd: batch.Usage.CostUsd,
            Error: batch.Error is { } error ? new JobObject.ErrorPart(error.Code, error.Message, null) : null,
            Batch: batch.Links.Self, Items: batch.Items);
    }

    public static DropReport Refused(DropVersion version, DateTimeOffset now, IReadOnlyList<DropProblem> problems) => new(
        version.Path, null, RefusedStatus, version.LastModified, now,
        Error: new JobObject.ErrorPart(RefusedStatus, string.Join(' ', problems), null), Problems: problems);
}
