using System.Text.Json;
using Azure.Storage.Blobs;

namespace SpeechPipeline.Storage;

/// <summary>Keeps values as JSON in blobs.</summary>
static class JsonBlobs
{
    public static BinaryData Of<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, PipelineJson.Options));

    /// <returns>False when the blob existed already and was left as it is.</returns>
    public static Task<bool> TryCreateJsonAsync<T>(this BlobClient blob, T value, CancellationToken cancellationToken) =>
        blob.TryCreateAsync(Of(value), "application/json", metadata: null, cancellationToken);

    /// <returns>Null when there is no such blob.</returns>
    public static async Task<T?> FindJsonAsync<T>(this BlobClient blob, CancellationToken cancellationToken)
        where T : class =>
        await blob.FindContentAsync(cancellationToken) is { } found ? JsonSerializer.Deserialize<T>(found.Content, PipelineJson.Options) : null;
}
