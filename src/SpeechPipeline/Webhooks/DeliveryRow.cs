using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace SpeechPipeline.Webhooks;

/// <summary>One webhook that a job owes or has delivered, in the job's partition. Its body is kept as first written.</summary>
public sealed class DeliveryRow : ITableEntity
{
    public const string Prefix = "delivery-";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Status { get; set; } = nameof(DeliveryStatus.Pending);

    public string Url { get; set; } = "";

    public string Body { get; set; } = "";

    /// <summary>The attempt that is owed, from 1.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>The attempt whose message last came out of the queue as poison.</summary>
    public int? PoisonedAtAttempt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the attempt that is owed is due.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>What the last attempt met, in words.</summary>
    public string? LastOutcome { get; set; }

    [IgnoreDataMember]
    public string EventId => RowKey[Prefix.Length..];

    [IgnoreDataMember]
    public DeliveryStatus State
    {
        get => Enum.Parse<DeliveryStatus>(Status);
        set => Status = value.ToString();
    }
}
