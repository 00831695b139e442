using System.Net;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpeechPipeline.Storage;

/// <summary>Calls to blobs that answer null when the blob does not exist.</summary>
static class BlobCalls
{
    const int DeletedAtOnce = 8;

    public static Task<BlobDownloadResult?> FindContentAsync(this BlobClient blob, CancellationToken cancellationToken) =>
        OrNullAsync(async () => (await blob.DownloadContentAsync(cancellationToken)).Value);

    /// <summary>Opens a blob for reading.</summary>
    public static Task<BlobDownloadStreamingResult?> FindStreamAsync(this BlobClient blob, CancellationToken cancellationToken, BlobRequestConditions? conditions = null) =>
        OrNullAsync(async () => (await blob.DownloadStreamingAsync(new BlobDownloadOptions { Conditions = conditions }, cancellationToken)).Value);

    public static Task<BlobProperties?> FindPropertiesAsync(this BlobClient blob, CancellationToken cancellationToken) =>
        OrNullAsync(async () => (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value);

    /// <summary>Deletes all blobs whose names begin with the prefix. May be repeated.</summary>
    public static Task DeleteAllAsync(this BlobContainerClient container, string prefix, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken),
        new ParallelOptions { MaxDegreeOfParallelism = DeletedAtOnce, CancellationToken = cancellationToken },
        async (blob, token) => await container.GetBlobClient(blob.Name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: token));

    static async Task<T?> OrNullAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
