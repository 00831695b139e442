using System.Net;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpeechPipeline.Storage;

/// <summary>Writes a blob unless it exists, so that a repetition changes nothing.</summary>
static class WriteOnce
{
    /// <returns>False if the blob already exists; it is left unchanged.</returns>
    public static async Task<bool> TryCreateAsync(
        this BlobClient blob,
        BinaryData content,
        string contentType,
        IDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        try
        {
            await blob.UploadAsync(content, new BlobUploadOptions
            {
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
                Metadata = metadata,
            }, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is (int)HttpStatusCode.Conflict or (int)HttpStatusCode.PreconditionFailed)
        {
            // Other conflicts do not mean that the blob exists: such a write has not happened, and must not count as done.
            if (!await blob.ExistsAsync(cancellationToken))
            {
                throw;
            }

            return false;
        }
    }
}
