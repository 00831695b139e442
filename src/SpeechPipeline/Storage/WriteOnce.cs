using System.Net;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpeechPipeline.Storage;

/// <summary>Writes a blob unless it is there: a second arrival finds the work done.</summary>
static class WriteOnce
{
    /// <returns>False when the blob existed already and was left as it is.</returns>
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
            // Storage has other conflicts than that the blob is there: a write that neither happened nor was needless must not pass for done.
            if (!await blob.ExistsAsync(cancellationToken))
            {
                throw;
            }

            return false;
        }
    }
}
