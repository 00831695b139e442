using System.Net;
using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>Moves files that cannot become an episode to <c>drops-failed</c>, each with a report of the reason.</summary>
public sealed partial class DropRefusals(DropFolder folder, DropOutputs outputs, TimeProvider time, ILogger<DropRefusals> logger)
{
    /// <summary>Moves a version of a file to <c>drops-failed</c>.</summary>
    public async Task RefuseAsync(DropVersion version, IReadOnlyList<DropProblem> problems, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(version, problems, token => folder.OpenAsync(version.Path, version.ETag, token), cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.PreconditionFailed)
        {
            // A newer version has replaced it while it was copied, and is taken in separately.
            return;
        }

        await folder.DeleteAsync(version, cancellationToken);
        Log.Refused(logger, version.Id.ToString(), problems.Count);
    }

    /// <summary>Refuses the current version at that path.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="refused">The permanent error of storage; null: the pipeline itself is at fault.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False if the file does not exist.</returns>
    public async Task<bool> TryGiveUpAsync(string path, RequestFailedException? refused, CancellationToken cancellationToken)
    {
        if (!DropNames.IsAddressable(path))
        {
            return false;
        }

        try
        {
            using var file = await folder.OpenAsync(path, condition: null, cancellationToken);
            if (file is null)
            {
                return false;
            }

            var why = refused is null ? "made the pipeline fail repeatedly. This is a fault of the pipeline; see its log." : $"was refused by storage: {Answer(refused)}.";
            await RefuseAsync(DropVersion.Of(path, file), [new DropProblem(path, "#", why)], cancellationToken);
        }
        catch (RequestFailedException e) when (StorageFault.IsRefusal(e))
        {
            await ReportUnreadableAsync(path, e, cancellationToken);
        }

        return true;
    }

    /// <summary>A file that cannot be read cannot be moved either: it stays, and only the report is written.</summary>
    async Task ReportUnreadableAsync(string path, RequestFailedException refused, CancellationToken cancellationToken)
    {
        if (await folder.FindInListingAsync(path, cancellationToken) is { } version)
        {
            var problem = new DropProblem(path, "#", $"cannot be read: storage answers {Answer(refused)}. The file stays in the folder and is tried again.");
            await WriteAsync(version, [problem], _ => Task.FromResult<BlobDownloadStreamingResult?>(null), cancellationToken);
        }
    }

    Task WriteAsync(
        DropVersion version, IReadOnlyList<DropProblem> problems, Func<CancellationToken, Task<BlobDownloadStreamingResult?>> source, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return outputs.WriteAsync(isDone: false, DropStamp.Refused(version, now), DropReport.Refused(version, now, problems), source, cancellationToken);
    }

    static string Answer(RequestFailedException refused) => $"{refused.Status} {refused.ErrorCode}".TrimEnd();

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Dropped file {Version} refused: {Count} problems")]
        public static partial void Refused(ILogger logger, string version, int count);
    }
}
