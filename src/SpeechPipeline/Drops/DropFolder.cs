using System.Net;
using Azure;
using Azure.Storage.Blobs.Models;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>The files of the folder.</summary>
public sealed class DropFolder(PipelineStorage storage)
{
    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="condition">The required version; null: the current one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null if the file does not exist.</returns>
    /// <exception cref="RequestFailedException">It has another version, or cannot be read.</exception>
    public Task<BlobDownloadStreamingResult?> OpenAsync(string path, ETag? condition, CancellationToken cancellationToken) =>
        storage.Drops.GetBlobClient(path).FindStreamAsync(cancellationToken, condition is null ? null : new BlobRequestConditions { IfMatch = condition });

    /// <summary>Deletes a version of a file. A newer version stays; its own event or the sweep takes it in.</summary>
    public async Task DeleteAsync(DropVersion version, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Drops.GetBlobClient(version.Path)
                .DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = version.ETag }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.PreconditionFailed)
        {
            // A newer version stays.
        }
    }

    /// <summary>The version of a file that cannot be read, from the listing; null if there is none.</summary>
    public async Task<DropVersion?> FindInListingAsync(string path, CancellationToken cancellationToken)
    {
        await foreach (var found in storage.Drops.GetBlobsAsync(new GetBlobsOptions { Prefix = path }, cancellationToken))
        {
            if (found.Name == path)
            {
                return new DropVersion(path, found.Properties.ETag ?? default, found.Properties.LastModified ?? default);
            }
        }

        return null;
    }
}
