using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Webhooks;

/// <summary>
/// The body of a webhook: <c>{"type","timestamp","data"}</c> of Standard Webhooks, with the job object as <c>data</c>.
/// </summary>
public static class WebhookEvent
{
    const string Prefix = "msg_";

    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The delivery of one event.</summary>
    /// <param name="owner">The job or batch.</param>
    /// <param name="generation">The generation of the owner.</param>
    /// <param name="type">The type of the event: <c>job.completed</c>, …</param>
    /// <param name="url">The receiver's address.</param>
    /// <param name="data">The owner's public object.</param>
    /// <param name="now">The time of the event.</param>
    public static DeliveryRow Owe<T>(string owner, int generation, string type, string url, T data, DateTimeOffset now) => new()
    {
        PartitionKey = owner,
        RowKey = DeliveryRow.Prefix + Id(owner, generation, type, sequence: 0),
        Url = url,
        Body = PipelineJson.Text(new Body<T>(type, now, data)),
        Generation = generation,
        CreatedAt = now,
        Due = now,
        SentAt = now,
    };

    /// <summary>Whether the text has the form of an event's id.</summary>
    public static bool IsId(string? text) =>
        text is { Length: 36 } && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept(HexDigits) < 0;

    /// <summary>The same for every repeat of the same event, so that a receiver can drop repeats: a hash of owner, generation, type and sequence.</summary>
    static string Id(string owner, int generation, string type, int sequence)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{owner}\n{generation}\n{type}\n{sequence}"));
        return $"{Prefix}{Convert.ToHexStringLower(hash.AsSpan(0, 16))}";
    }

    sealed record Body<T>(string Type, DateTimeOffset Timestamp, T Data);
}
