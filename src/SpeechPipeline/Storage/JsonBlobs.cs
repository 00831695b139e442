using System.Text.Json;
using Azure.Storage.Blobs;

namespace SpeechPipeline.Storage;

/// <summary>Stores values as JSON in blobs.</summary>
static class JsonBlobs
{
    public static BinaryData Of<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, PipelineJson.Options));

    /// <returns>False if the blob already exists; it is left unchanged.</returns>
    public static Task<bool> TryCreateJsonAsync<T>(this BlobClient blob, T value, CancellationToken cancellationToken) =>
        blob.TryCreateAsync(Of(value), "application/json", metadata: null, cancellationToken);

    /// <returns>Null if the blob does not exist.</returns>
    public static async Task<T?> FindJsonAsync<T>(this BlobClient blob, CancellationToken cancellationToken)
        where T : class =>
        await blob.FindContentAsync(cancellationToken) is { } found ? JsonSerializer.Deserialize<T>(found.Content, PipelineJson.Options) : null;
}
