using Azure.Storage.Blobs.Models;
using SpeechPipeline.Jobs;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Drops;

/// <summary>Makes a job from a dropped file: a document, or a job as JSON.</summary>
public sealed class DropJobs(DropReader reader, JobFolder folder, JobStore store, JobIntake intake, DropEnd ends) : DropTarget
{
    public override async Task<bool> ExistsAsync(DropVersion version, CancellationToken cancellationToken) =>
        await store.FindAsync(version.Id, cancellationToken) is not null;

    public override async Task<(Func<string, CancellationToken, Task>? AcceptAsync, IReadOnlyList<DropProblem> Problems)> ReadAsync(
        DropVersion version, BlobDownloadStreamingResult file, CancellationToken cancellationToken)
    {
        var content = await BinaryData.FromStreamAsync(file.Content, cancellationToken);
        var (submission, problems) = await reader.ReadAsync(version.Path, content, file.Details.ContentType, cancellationToken);
        return submission is null ? (null, problems) : ((address, token) => AcceptAsync(version, content, submission, address, token), []);
    }

    async Task AcceptAsync(DropVersion version, BinaryData content, JobSubmission submission, string address, CancellationToken cancellationToken)
    {
        if (DropReader.IsJob(version.Path))
        {
            await folder.WriteDroppedAsync(version.Id, content, cancellationToken);
        }

        var job = await intake.AcceptAsync(submission, address, version.Id, Origin.Dropped(version.Path), cancellationToken);
        if (job is { HasEnded: true, IsDeleted: false })
        {
            // Another process took it at the same time, and the job ended before the row was added here.
            await ends.PutBackAsync(job, cancellationToken);
        }
    }
}
