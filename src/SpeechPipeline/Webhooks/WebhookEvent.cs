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
    public const string Started = "job.started";
    public const string Progress = "job.progress";
    public const string Test = "webhook.test";

    const string Prefix = "msg_";

    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The delivery of one event.</summary>
    /// <param name="owner">The job or batch.</param>
    /// <param name="generation">The generation of the owner.</param>
    /// <param name="type">The type of the event: <c>job.completed</c>, …</param>
    /// <param name="url">The receiver's address.</param>
    /// <param name="data">The owner's public object.</param>
    /// <param name="now">The time of the event.</param>
    /// <param name="sequence">Tells events of one type and generation apart.</param>
    public static DeliveryRow Owe<T>(string owner, int generation, string type, string url, T data, DateTimeOffset now, int sequence = 0) => new()
    {
        PartitionKey = owner,
        RowKey = DeliveryRow.Prefix + Id(owner, generation, type, sequence),
        Type = type,
        Url = url,
        Body = PipelineJson.Text(new Body<T>(type, now, data)),
        Generation = generation,
        CreatedAt = now,
        Due = now,
        SentAt = now,
    };

    /// <summary>The events as a row has them; null: the caller has chosen none.</summary>
    public static string? Listed(IReadOnlyList<string>? events) => events is null ? null : string.Join(' ', events);

    /// <summary>Whether a webhook is called for a type of event.</summary>
    /// <param name="chosen">As <see cref="Listed"/>; null: the ends.</param>
    /// <param name="type">The type of the event.</param>
    public static bool IsChosen(string? chosen, string type) => chosen is null ? type is not (Started or Progress) : chosen.Split(' ').Contains(type);

    /// <summary>Whether the text has the form of an event's id.</summary>
    public static bool IsId(string? text) =>
        text is { Length: 36 } && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept(HexDigits) < 0;

    /// <summary>The same for every repeat of the same event, so that a receiver can drop repeats: a hash of owner, generation, type and sequence.</summary>
    static string Id(string owner, int generation, string type, int sequence)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{owner}\n{generation}\n{type}\n{sequence}"));
        return $"{Prefix}{Convert.ToHexStringLower(hash.AsSpan(0, 16))}";
    }

    /// <summary>The body of a request that only tries a receiver, and its id.</summary>
    public static (string Id, string Body) ForTest(DateTimeOffset now) => (Id(Guid.NewGuid().ToString("N"), 0, Test, 0), PipelineJson.Text(new Body<object>(Test, now, new { })));

    sealed record Body<T>(string Type, DateTimeOffset Timestamp, T Data);
}
