using System.Net;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpeechPipeline.Storage;

/// <summary>Calls to blobs that answer null when the blob does not exist.</summary>
static class BlobCalls
{
    public static Task<BlobDownloadResult?> FindContentAsync(this BlobClient blob, CancellationToken cancellationToken) =>
        OrNullAsync(async () => (await blob.DownloadContentAsync(cancellationToken)).Value);

    /// <summary>Opens a blob for reading.</summary>
    public static Task<BlobDownloadStreamingResult?> FindStreamAsync(this BlobClient blob, CancellationToken cancellationToken, BlobRequestConditions? conditions = null) =>
        OrNullAsync(async () => (await blob.DownloadStreamingAsync(new BlobDownloadOptions { Conditions = conditions }, cancellationToken)).Value);

    public static Task<BlobProperties?> FindPropertiesAsync(this BlobClient blob, CancellationToken cancellationToken) =>
        OrNullAsync(async () => (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value);

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
