using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace SpeechPipeline.Publishing;

/// <summary>
/// Writes an audio file of any length in constant memory: full blocks are staged as the body grows, the header, which only the
/// end decides, is staged last and listed first. The blob appears whole or not at all.
/// </summary>
sealed class EpisodeBlob(BlockBlobClient blob, string contentType)
{
    const int BlockBytes = 4 * 1024 * 1024;

    readonly ArrayBufferWriter<byte> _body = new(BlockBytes);
    readonly List<string> _blocks = [];

    /// <summary>One block is sent while the next comes together.</summary>
    Task _staging = Task.CompletedTask;

    /// <summary>Where the body's bytes go; <see cref="FlushAsync"/> is to follow before much more than a block has come together.</summary>
    public IBufferWriter<byte> Body => _body;

    /// <summary>Stages the body's bytes when they fill a block.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_body.WrittenCount >= BlockBytes)
        {
            await StageBodyAsync(cancellationToken);
        }
    }

    /// <summary>Publishes the file, unless an earlier invocation has.</summary>
    /// <returns>Length and SHA-256 of what is there now.</returns>
    public async Task<(long Bytes, string Sha256)> CommitAsync(byte[] header, CancellationToken cancellationToken)
    {
        try
        {
            return _blocks.Count == 0
                ? await PutAsync([.. header, .. _body.WrittenSpan], cancellationToken)
                : await CommitBlocksAsync(header, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status is (int)HttpStatusCode.Conflict or (int)HttpStatusCode.PreconditionFailed)
        {
            return await HashStoredAsync(cancellationToken);
        }
    }

    async Task<(long Bytes, string Sha256)> PutAsync(byte[] whole, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(whole, writable: false);
        await blob.UploadAsync(content, new BlobUploadOptions { Conditions = OnlyNew, HttpHeaders = Headers }, cancellationToken);
        return (whole.Length, Convert.ToHexStringLower(SHA256.HashData(whole)));
    }

    async Task<(long Bytes, string Sha256)> CommitBlocksAsync(byte[] header, CancellationToken cancellationToken)
    {
        if (_body.WrittenCount > 0)
        {
            await StageBodyAsync(cancellationToken);
        }

        var listed = _blocks;
        if (header.Length > 0)
        {
            var first = BlockId(0);
            await StageAsync(first, header, cancellationToken);
            listed = [first, .. _blocks];
        }

        await _staging;

        await blob.CommitBlockListAsync(listed, new CommitBlockListOptions { Conditions = OnlyNew, HttpHeaders = Headers }, cancellationToken);
        return await HashStoredAsync(cancellationToken);
    }

    async Task StageBodyAsync(CancellationToken cancellationToken)
    {
        await _staging;
        var id = BlockId(_blocks.Count + 1);
        _staging = StageAsync(id, _body.WrittenMemory.ToArray(), cancellationToken);
        _blocks.Add(id);
        _body.ResetWrittenCount();
    }

    async Task StageAsync(string id, byte[] block, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(block, writable: false);
        await blob.StageBlockAsync(id, content, cancellationToken: cancellationToken);
    }

    // The header comes before the body but is known after it, so the hash of a file in blocks is taken from what was stored.
    async Task<(long Bytes, string Sha256)> HashStoredAsync(CancellationToken cancellationToken)
    {
        using var stored = (await blob.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
        var hash = await SHA256.HashDataAsync(stored.Content, cancellationToken);
        return (stored.Details.ContentLength, Convert.ToHexStringLower(hash));
    }

    static BlobRequestConditions OnlyNew => new() { IfNoneMatch = ETag.All };

    BlobHttpHeaders Headers => new() { ContentType = contentType };

    /// <summary>Of equal length, as Put Block demands, and the same for the same block in every invocation.</summary>
    static string BlockId(int index) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"{index:D6}"));
}
