using System.Net;
using Azure;
using Azure.Storage.Blobs.Models;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>The files of the folder.</summary>
public sealed class DropFolder(PipelineStorage storage)
{
    /// <summary>Begins to read a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="condition">The version that is meant; null: whichever is there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="RequestFailedException">It is of another version, or cannot be read.</exception>
    public Task<BlobDownloadStreamingResult?> OpenAsync(string path, ETag? condition, CancellationToken cancellationToken) =>
        storage.Drops.GetBlobClient(path).FindStreamAsync(cancellationToken, condition is null ? null : new BlobRequestConditions { IfMatch = condition });

    /// <summary>Deletes a version of a file. A newer one that lies there by now stays: its own event or the sweep takes it.</summary>
    public async Task DeleteAsync(DropVersion version, CancellationToken cancellationToken)
    {
        try
        {
            await storage.Drops.GetBlobClient(version.Path)
                .DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = version.ETag }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.PreconditionFailed)
        {
            // As said.
        }
    }

    /// <summary>The version of a file that cannot be read, as the listing has it; null when there is none.</summary>
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
