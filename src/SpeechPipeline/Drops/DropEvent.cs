using System.Buffers.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpeechPipeline.Drops;

/// <summary>
/// A message of the queue <c>dropped-files</c>: Event Grid's own envelope (schema <c>EventGridSchema</c>), which the sweep also uses for
/// files without an event. It only names the blob; the blob's current state decides.
/// </summary>
/// <param name="Subject">The container and the blob.</param>
/// <param name="EventType">The kind of the event.</param>
public sealed record DropEvent(string Subject, string EventType)
{
    const string Created = "Microsoft.Storage.BlobCreated";
    const string Prefix = "/blobServices/default/containers/drops/blobs/";

    /// <summary>The longest message: base64 of 64 KiB.</summary>
    const int LongestMessage = 64 * 1024;

    /// <summary>The path of the dropped file; null if the event is about something else.</summary>
    public string? Path =>
        EventType == Created && Subject.StartsWith(Prefix, StringComparison.Ordinal) && Subject.Length > Prefix.Length ? Subject[Prefix.Length..] : null;

    /// <summary>Reads a message. Event Grid has sent them plain and, since 2022, in base64; both are read.</summary>
    /// <returns>Null if it is not an event.</returns>
    public static DropEvent? TryRead(BinaryData message)
    {
        var bytes = message.ToMemory();
        try
        {
            // Plain JSON begins with a brace, which base64 does not have.
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

    /// <summary>The envelope for a file found in a listing.</summary>
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
