using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>
/// Takes a file in: copies it and makes its job or batch, then deletes it under the ETag of the version that was read. A
/// crash in between leaves the file, and the next intake gets the same job; a newer upload is never touched.
/// </summary>
public sealed partial class DropIntake(
    DropFolder folder, DropIgnored ignored, DropJobs jobs, DropBatches batches, DropAdmission admission, DropRefusals refusals, IOptions<PipelineOptions> pipeline,
    ILogger<DropIntake> logger)
{
    /// <summary>Takes in the current version at that path, whichever version was announced.</summary>
    /// <remarks>
    /// Beyond the bound on unfinished jobs, and while the app's address is unknown, this has no effect: the file stays
    /// in the folder, and the sweep finds it later. That includes files that events have announced.
    /// </remarks>
    /// <param name="path">The announced path.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task TakeAsync(string path, CancellationToken cancellationToken) => OfEitherNameAsync(path, name => TryTakeAsync(name, cancellationToken));

    /// <summary>Refuses a file whose message failed repeatedly, so that a person sees it and it is not tried for ever.</summary>
    public async Task HandlePoisonAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await TakeAsync(path, cancellationToken);
        }
        catch (Exception e) when (!StorageFault.Is(e) || (e is RequestFailedException refused && StorageFault.IsRefusal(refused)))
        {
            // If storage fails, the file is not at fault: the sweep announces it again. Anything else is a bug, which its log entry
            // describes, or an answer of storage that will not change.
            Log.GivenUp(logger, e);
            await OfEitherNameAsync(path, name => refusals.TryGiveUpAsync(name, e as RequestFailedException, cancellationToken));
        }
    }

    /// <summary>
    /// Event Grid's documentation does not say whether a subject is escaped. The announced name is tried first, then
    /// the unescaped one.
    /// </summary>
    static async Task OfEitherNameAsync(string path, Func<string, Task<bool>> tryAsync)
    {
        var unescaped = Uri.UnescapeDataString(path);
        if (!await tryAsync(path) && unescaped != path)
        {
            await tryAsync(unescaped);
        }
    }

    /// <returns>False if the file does not exist.</returns>
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
        [LoggerMessage(LogLevel.Error, "A dropped file made the pipeline fail repeatedly and is refused")]
        public static partial void GivenUp(ILogger logger, Exception exception);
    }
}
