using System.Net;
using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Jobs;
using SpeechPipeline.Planning;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>
/// Takes a file of the folder in: its copy and its job first, then it is deleted, under the ETag of the version that was read. A
/// crash in between leaves the file, and whoever meets it again comes to the same job; a newer upload is never touched.
/// </summary>
public sealed partial class DropIntake(
    PipelineStorage storage,
    DropReader reader,
    DropAdmission admission,
    DropOutputs outputs,
    DropEnd ends,
    JobFolder folder,
    JobStore store,
    JobIntake jobs,
    DropBatches batches,
    IOptions<PipelineOptions> pipeline,
    TimeProvider time,
    ILogger<DropIntake> logger)
{
    /// <summary>Takes in what lies under that path now, whichever version was announced.</summary>
    /// <remarks>
    /// Beyond the bound on unfinished jobs, and as long as nobody has said where callers reach the app, this has no effect: the file stays
    /// where it is, and the sweep finds it there afterwards. That includes what events have announced.
    /// </remarks>
    /// <param name="path">As it was announced.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task TakeAsync(string path, CancellationToken cancellationToken) => OfEitherNameAsync(path, name => TryTakeAsync(name, cancellationToken));

    /// <summary>Gives a file up whose message failed again and again, so that it is seen and not tried for ever.</summary>
    public async Task HandlePoisonAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await TakeAsync(path, cancellationToken);
        }
        catch (Exception e) when (!StorageFault.Is(e) || e is RequestFailedException refused && StorageFault.IsRefusal(refused))
        {
            // Storage that is out of order is no fault of the file's: the sweep announces it again. This is a bug, which its log entry
            // describes, or an answer that will not change.
            Log.GivenUp(logger, e);
            await OfEitherNameAsync(path, name => TryGiveUpAsync(name, e as RequestFailedException, cancellationToken));
        }
    }

    /// <summary>
    /// Whether a subject is escaped, Event Grid's documentation does not say. There may be files of both names: then the announced one is
    /// one too.
    /// </summary>
    static async Task OfEitherNameAsync(string path, Func<string, Task<bool>> tryAsync)
    {
        if (!await tryAsync(path) && Uri.UnescapeDataString(path) is var unescaped && unescaped != path)
        {
            await tryAsync(unescaped);
        }
    }

    /// <returns>False when there is no such file.</returns>
    async Task<bool> TryGiveUpAsync(string path, RequestFailedException? refused, CancellationToken cancellationToken)
    {
        try
        {
            if (!DropNames.IsAddressable(path) || await OpenAsync(path, condition: null, cancellationToken) is not { } blob)
            {
                return false;
            }

            using (blob)
            {
                var why = refused is null ? "made the pipeline fail again and again. This is a fault of the pipeline." : $"was refused by storage: {Answer(refused)}.";
                await RefuseAsync(Version(path, blob), [new DropProblem(path, "#", why)], cancellationToken);
            }
        }
        catch (RequestFailedException e) when (StorageFault.IsRefusal(e))
        {
            await ReportUnreadableAsync(path, e, cancellationToken);
        }

        return true;
    }

    /// <summary>What cannot be read cannot be moved either: it stays, and there is a report without a source.</summary>
    async Task ReportUnreadableAsync(string path, RequestFailedException refused, CancellationToken cancellationToken)
    {
        await foreach (var found in storage.Drops.GetBlobsAsync(new GetBlobsOptions { Prefix = path }, cancellationToken))
        {
            if (found.Name == path)
            {
                var (now, version) = (time.GetUtcNow(), new DropVersion(path, found.Properties.ETag ?? default, found.Properties.LastModified ?? default));
                var problem = new DropProblem(path, "#", $"cannot be read: storage answers {Answer(refused)}. It stays in the folder and is tried again.");
                await outputs.WriteAsync(
                    isDone: false, DropStamp.Refused(version, now), DropReport.Refused(version, now, [problem]),
                    _ => Task.FromResult<BlobDownloadStreamingResult?>(null), cancellationToken);
                return;
            }
        }
    }

    static string Answer(RequestFailedException refused) => $"{refused.Status} {refused.ErrorCode}".TrimEnd();

    /// <returns>False when there is no such file.</returns>
    async Task<bool> TryTakeAsync(string path, CancellationToken cancellationToken)
    {
        if (!DropNames.IsAddressable(path) || DropNames.IsDefaults(path)
            || pipeline.Value.AddressOfJobs is not { } address || await admission.RoomAsync(cancellationToken) <= 0)
        {
            return true;
        }

        if (await OpenAsync(path, condition: null, cancellationToken) is not { } blob)
        {
            return false;
        }

        using (blob)
        {
            await TakeAsync(Version(path, blob), blob, address, cancellationToken);
            return true;
        }
    }

    async Task TakeAsync(DropVersion version, BlobDownloadStreamingResult blob, string address, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(version.Id, cancellationToken) is not null)
        {
            await DeleteAsync(version, cancellationToken);
            return;
        }

        if (DropReader.ProblemOf(version.Path, blob.Details.ContentLength) is { } problem)
        {
            await RefuseAsync(version, [problem], cancellationToken);
            return;
        }

        if (DropReader.IsBatch(version.Path))
        {
            await TakeBatchAsync(version, blob, address, cancellationToken);
            return;
        }

        var content = await BinaryData.FromStreamAsync(blob.Content, cancellationToken);
        var (submission, problems) = await reader.ReadAsync(version.Path, content, blob.Details.ContentType, cancellationToken);
        if (submission is null)
        {
            await RefuseAsync(version, problems, cancellationToken);
        }
        else if (await admission.TryEnterAsync(version.Id, cancellationToken))
        {
            if (DropReader.IsJob(version.Path))
            {
                await folder.WriteDroppedAsync(version.Id, content, cancellationToken);
            }

            var row = await jobs.AcceptAsync(submission, address, version.Id, Origin.Dropped(version.Path), cancellationToken);
            if (row.HasEnded)
            {
                // Somebody else took it at the same time, and it has ended before it was entered here.
                await ends.PutBackAsync(row, cancellationToken);
            }

            await DeleteAsync(version, cancellationToken);
        }
    }

    async Task TakeBatchAsync(DropVersion version, BlobDownloadStreamingResult blob, string address, CancellationToken cancellationToken)
    {
        if (await batches.ExistsAsync(version, cancellationToken))
        {
            await DeleteAsync(version, cancellationToken);
            return;
        }

        var (envelope, problems) = await batches.StoreAsync(version, blob.Content, cancellationToken);
        if (envelope is null)
        {
            await RefuseAsync(version, problems, cancellationToken);
        }
        else if (await admission.TryEnterAsync(version.Id, cancellationToken))
        {
            var row = await batches.AcceptAsync(version, envelope, address, cancellationToken);
            if (row.HasEnded)
            {
                await ends.PutBackAsync(row, cancellationToken);
            }

            await DeleteAsync(version, cancellationToken);
        }
    }

    async Task RefuseAsync(DropVersion version, IReadOnlyList<DropProblem> problems, CancellationToken cancellationToken)
    {
        try
        {
            var now = time.GetUtcNow();
            await outputs.WriteAsync(
                isDone: false, DropStamp.Refused(version, now), DropReport.Refused(version, now, problems),
                token => OpenAsync(version.Path, version.ETag, token), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.PreconditionFailed)
        {
            // A newer version has taken its place while it was copied, and will be met by itself.
            return;
        }

        await DeleteAsync(version, cancellationToken);
        Log.Refused(logger, version.Id.ToString(), problems.Count);
    }

    async Task DeleteAsync(DropVersion version, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Drops.GetBlobClient(version.Path)
                .DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = version.ETag }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.PreconditionFailed)
        {
            // A newer version lies there now; its own event or the sweep takes it.
        }
    }

    Task<BlobDownloadStreamingResult?> OpenAsync(string path, ETag? condition, CancellationToken cancellationToken) =>
        storage.Drops.GetBlobClient(path).FindStreamAsync(cancellationToken, condition is null ? null : new BlobRequestConditions { IfMatch = condition });

    static DropVersion Version(string path, BlobDownloadStreamingResult blob) => new(path, blob.Details.ETag, blob.Details.LastModified);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Dropped file {Version} refused: {Count} problems")]
        public static partial void Refused(ILogger logger, string version, int count);

        [LoggerMessage(LogLevel.Error, "A dropped file made the pipeline fail again and again and is given up")]
        public static partial void GivenUp(ILogger logger, Exception exception);
    }
}
