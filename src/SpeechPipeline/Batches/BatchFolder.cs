using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Batches;

/// <summary>The blobs of one batch under <c>batches/{id}/</c>.</summary>
public sealed class BatchFolder(PipelineStorage storage)
{
    const string Source = "source";

    // A feed's entries as jobs, one a line; from then on a feed is read like NDJSON.
    const string FeedItemsFile = "items.ndjson";
    const string Envelope = "batch.json";

    public async Task WriteSourceAsync(BatchId id, Stream source, CancellationToken cancellationToken) =>
        await Blob(id, Source).UploadAsync(source, new BlobUploadOptions(), cancellationToken);

    /// <summary>Deletes the blobs of a refused batch.</summary>
    public async Task DeleteSourceAsync(BatchId id, CancellationToken cancellationToken) =>
        await Blob(id, Source).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    /// <summary>The source as it was dropped; null if it does not exist.</summary>
    public Task<BlobDownloadStreamingResult?> FindSourceAsync(BatchId id, CancellationToken cancellationToken) => Blob(id, Source).FindStreamAsync(cancellationToken);

    public Task<Stream> OpenSourceAsync(BatchId id, CancellationToken cancellationToken) => OpenAsync(Blob(id, Source), cancellationToken);

    /// <summary>Opens the items: the source, or the items made from a feed.</summary>
    public Task<Stream> OpenItemsAsync(BatchId id, BatchKind kind, CancellationToken cancellationToken) => OpenAsync(Items(id, kind), cancellationToken);

    /// <summary>Whether the items of a feed have been made.</summary>
    public async Task<bool> HasFeedItemsAsync(BatchId id, CancellationToken cancellationToken) => await Blob(id, FeedItemsFile).ExistsAsync(cancellationToken);

    public Task WriteFeedItemsAsync(BatchId id, BinaryData items, CancellationToken cancellationToken) =>
        Blob(id, FeedItemsFile).TryCreateAsync(items, "application/x-ndjson", metadata: null, cancellationToken);

    /// <summary>Whether one feed of a list has been made into items.</summary>
    public async Task<bool> HasFeedPartAsync(BatchId id, string feed, CancellationToken cancellationToken) => await Part(id, feed).ExistsAsync(cancellationToken);

    public Task WriteFeedPartAsync(BatchId id, string feed, BinaryData items, CancellationToken cancellationToken) =>
        Part(id, feed).TryCreateAsync(items, "application/x-ndjson", metadata: null, cancellationToken);

    public async Task<BinaryData> ReadFeedPartAsync(BatchId id, string feed, CancellationToken cancellationToken) =>
        (await Part(id, feed).DownloadContentAsync(cancellationToken)).Value.Content;

    public Task WriteEnvelopeAsync(BatchId id, BatchEnvelope envelope, CancellationToken cancellationToken) =>
        Blob(id, Envelope).TryCreateJsonAsync(envelope, cancellationToken);

    public async Task<BatchEnvelope> ReadEnvelopeAsync(BatchId id, CancellationToken cancellationToken)
    {
        var content = await Blob(id, Envelope).DownloadContentAsync(cancellationToken);
        return JsonSerializer.Deserialize<BatchEnvelope>(content.Value.Content, PipelineJson.Options)
            ?? throw new InvalidDataException($"Batch {id} has no envelope.");
    }

    /// <summary>Reads the bytes of consecutive items in one call.</summary>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadItemsAsync(
        BatchId id, BatchKind kind, IReadOnlyList<BatchItemRow> items, CancellationToken cancellationToken)
    {
        var (from, to) = (items[0].Offset, items[^1].Offset + items[^1].Length);
        var answer = await Items(id, kind).DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(from, to - from) }, cancellationToken);
        var bytes = answer.Value.Content.ToMemory();
        return [.. items.Select(item => bytes.Slice((int)(item.Offset - from), item.Length))];
    }

    static Task<Stream> OpenAsync(BlobClient blob, CancellationToken cancellationToken) =>
        blob.OpenReadAsync(new BlobOpenReadOptions(allowModifications: false), cancellationToken);

    BlobClient Items(BatchId id, BatchKind kind) => Blob(id, kind == BatchKind.Feed ? FeedItemsFile : Source);

    BlobClient Part(BatchId id, string feed) => Blob(id, $"feeds/{StableHash.Of(feed)}.ndjson");

    BlobClient Blob(BatchId id, string name) => storage.Batches.GetBlobClient($"{id}/{name}");
}
