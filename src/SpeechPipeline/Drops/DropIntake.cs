using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>
/// Takes a file of the folder in: its copy and its job or batch first, then it is deleted, under the ETag of the version that was read. A
/// crash in between leaves the file, and whoever meets it again comes to the same job; a newer upload is never touched.
/// </summary>
public sealed partial class DropIntake(
    DropFolder folder, DropIgnored ignored, DropJobs jobs, DropBatches batches, DropAdmission admission, DropRefusals refusals, IOptions<PipelineOptions> pipeline,
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
        catch (Exception e) when (!StorageFault.Is(e) || (e is RequestFailedException refused && StorageFault.IsRefusal(refused)))
        {
            // Storage that is out of order is no fault of the file's: the sweep announces it again. This is a bug, which its log entry
            // describes, or an answer that will not change.
            Log.GivenUp(logger, e);
            await OfEitherNameAsync(path, name => refusals.TryGiveUpAsync(name, e as RequestFailedException, cancellationToken));
        }
    }

    /// <summary>
    /// Whether a subject is escaped, Event Grid's documentation does not say. There may be files of both names: then the announced one is
    /// one too.
    /// </summary>
    static async Task OfEitherNameAsync(string path, Func<string, Task<bool>> tryAsync)
    {
        var unescaped = Uri.UnescapeDataString(path);
        if (!await tryAsync(path) && unescaped != path)
        {
            await tryAsync(unescaped);
        }
    }

    /// <returns>False when there is no such file.</returns>
    async Task<bool> TryTakeAsync(string path, CancellationToken cancellationToken)
    {
        if (!DropNames.IsAddressable(path) || DropNames.IsDefaults(path) || ignored.IsFile(path)
            || pipeline.Value.AddressOfJobs is not { } address || await admission.RoomAsync(cancellationToken) <= 0)
        {
            return true;
        }

        using var file = await folder.OpenAsync(path, condition: null, cancellationToken);
        if (file is null)
        {
            return false;
        }

        await TakeAsync(DropVersion.Of(path, file), file, address, cancellationToken);
        return true;
    }

    async Task TakeAsync(DropVersion version, BlobDownloadStreamingResult file, string address, CancellationToken cancellationToken)
    {
        DropTarget target = DropReader.IsBatch(version.Path) ? batches : jobs;
        if (await target.ExistsAsync(version, cancellationToken))
        {
            await folder.DeleteAsync(version, cancellationToken);
            return;
        }

        if (DropReader.ProblemOf(version.Path, file.Details.ContentLength) is { } problem)
        {
            await refusals.RefuseAsync(version, [problem], cancellationToken);
            return;
        }

        var (acceptAsync, problems) = await target.ReadAsync(version, file, cancellationToken);
        if (acceptAsync is null)
        {
            await refusals.RefuseAsync(version, problems, cancellationToken);
        }
        else if (await admission.TryEnterAsync(version.Id, cancellationToken))
        {
            await acceptAsync(address, cancellationToken);
            await folder.DeleteAsync(version, cancellationToken);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A dropped file made the pipeline fail again and again and is given up")]
        public static partial void GivenUp(ILogger logger, Exception exception);
    }
}
