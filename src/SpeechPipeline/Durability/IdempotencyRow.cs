using Azure;
using Azure.Data.Tables;

namespace SpeechPipeline.Durability;

/// <summary>The job id of an <c>Idempotency-Key</c>, assigned before the job exists.</summary>
public sealed class IdempotencyRow : ITableEntity
{
    public const string Key = "key";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = Key;

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Job { get; set; } = "";

    /// <summary>SHA-256 of the first request with the key.</summary>
    public string RequestHash { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}
