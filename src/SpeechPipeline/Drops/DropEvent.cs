using System.Buffers.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpeechPipeline.Drops;

/// <summary>
/// What the queue <c>dropped-files</c> carries: Event Grid's own envelope (schema <c>EventGridSchema</c>), in which the sweep
/// announces what no event did. It only says where to look; what is found there decides.
/// </summary>
/// <param name="Subject">The container and the blob.</param>
/// <param name="EventType">What has happened to it.</param>
public sealed record DropEvent(string Subject, string EventType)
{
    const string Created = "Microsoft.Storage.BlobCreated";
    const string Prefix = "/blobServices/default/containers/drops/blobs/";

    /// <summary>Base64 of 64 KiB; a message that long is none of ours.</summary>
    const int LongestMessage = 64 * 1024;

    /// <summary>The file that was dropped; null where the event is about something else.</summary>
    public string? Path =>
        EventType == Created && Subject.StartsWith(Prefix, StringComparison.Ordinal) && Subject.Length > Prefix.Length ? Subject[Prefix.Length..] : null;

    /// <summary>Reads a message. Event Grid has sent them plain and, since 2022, in base64; both are read.</summary>
    /// <returns>Null when it is none.</returns>
    public static DropEvent? TryRead(BinaryData message)
    {
        var bytes = message.ToMemory();
        try
        {
            // Plain JSON begins with a brace, which base64 does not know.
            using var json = JsonDocument.Parse(
                bytes.Length <= LongestMessage && Base64.IsValid(bytes.Span) ? Convert.FromBase64String(message.ToString()) : bytes);
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && Text(root, "subject") is { } subject && Text(root, "eventType") is { } type
                ? new DropEvent(subject, type)
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The envelope for a file that a listing has shown.</summary>
    public static BinaryData For(BlobContainerClient container, BlobItem file, DateTimeOffset now) => new(JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = Guid.NewGuid(),
        topic = "",
        subject = Prefix + file.Name,
        eventType = Created,
        eventTime = now,
        dataVersion = "",
        metadataVersion = "1",
        data = new
        {
            api = "Sweep",
            url = container.GetBlobClient(file.Name).Uri.AbsoluteUri,
            eTag = file.Properties.ETag is { } etag ? DropVersion.Unquoted(etag) : null,
            contentLength = file.Properties.ContentLength,
            blobType = "BlockBlob",
        },
    }));

    static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
