using System.Net;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace SpeechPipeline.Mastering;

/// <summary>Publishes an audio file that was made in chunks. The blob appears completely or not at all, and an existing one stays.</summary>
sealed class EpisodeBlob(BlockBlobClient blob, string contentType)
{
    const int MaxPutBytes = 64 * 1024 * 1024;

    /// <summary>Publishes a file that is in memory.</summary>
    /// <returns>Length and SHA-256, in hexadecimal, of the stored file.</returns>
    public async Task<(long Bytes, string Sha256)> PutAsync(byte[] whole, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new MemoryStream(whole, writable: false);
            var options = new BlobUploadOptions
            {
                Conditions = OnlyNew,
                HttpHeaders = Headers,
                TransferOptions = new Azure.Storage.StorageTransferOptions { InitialTransferSize = MaxPutBytes },
            };
            await blob.UploadAsync(content, options, cancellationToken);
            return (whole.Length, Convert.ToHexStringLower(SHA256.HashData(whole)));
        }
        catch (RequestFailedException e) when (IsThere(e))
        {
            return await HashStoredAsync(cancellationToken);
        }
    }

    /// <summary>Publishes a file whose chunks are staged. The header is known only at the end, so it is staged last and listed first.</summary>
    /// <param name="header">The bytes before the first chunk.</param>
    /// <param name="blocks">The number of blocks of each chunk.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Length and SHA-256 of the stored file; null if blocks are gone: storage keeps them for a week.</returns>
    public async Task<(long Bytes, string Sha256)?> CommitAsync(byte[] header, IEnumerable<int> blocks, CancellationToken cancellationToken)
    {
        var listed = blocks.SelectMany((count, chunk) => Enumerable.Range(0, count).Select(block => ChunkBody.BlockId(chunk, block))).ToList();
        if (header.Length > 0)
        {
            // Its name sorts after all chunks, but it is placed before them.
            var id = ChunkBody.BlockId(999_999, 0);
            using var content = new MemoryStream(header, writable: false);
            await blob.StageBlockAsync(id, content, cancellationToken: cancellationToken);
            listed.Insert(0, id);
        }

        try
        {
            await blob.CommitBlockListAsync(listed, new CommitBlockListOptions { Conditions = OnlyNew, HttpHeaders = Headers }, cancellationToken);
        }
        catch (RequestFailedException e) when (IsThere(e) || e.ErrorCode == BlobErrorCode.InvalidBlockList)
        {
            if (!await blob.ExistsAsync(cancellationToken))
            {
                return null;
            }
        }

        return await HashStoredAsync(cancellationToken);
    }

    // The header comes first but is known last, so the hash of a file in blocks is computed from the stored file.
    async Task<(long Bytes, string Sha256)> HashStoredAsync(CancellationToken cancellationToken)
    {
        using var stored = (await blob.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
        var hash = await SHA256.HashDataAsync(stored.Content, cancellationToken);
        return (stored.Details.ContentLength, Convert.ToHexStringLower(hash));
    }

    static bool IsThere(RequestFailedException e) => e.Status is (int)HttpStatusCode.Conflict or (int)HttpStatusCode.PreconditionFailed;

    static BlobRequestConditions OnlyNew => new() { IfNoneMatch = ETag.All };

    BlobHttpHeaders Headers => new() { ContentType = contentType };
}
