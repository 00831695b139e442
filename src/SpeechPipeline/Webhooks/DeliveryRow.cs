using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace SpeechPipeline.Webhooks;

/// <summary>One webhook that a job owes or has delivered, in the job's partition. Its body is kept as first written.</summary>
public sealed class DeliveryRow : ITableEntity
{
    public const string Prefix = "delivery-";

    /// <summary>Sorts behind every key that begins with <see cref="Prefix"/>.</summary>
    public const string End = "delivery.";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Status { get; set; } = nameof(DeliveryStatus.Pending);

    /// <summary>Whether it tells of an end: then the row of its work in the index of the unfinished stands for it too. Rows of before there were other events are.</summary>
    public bool IsOfEnd { get; set; } = true;

    /// <summary>The generation of the work that it tells of.</summary>
    public int Generation { get; set; }

    public string Url { get; set; } = "";

    public string Body { get; set; } = "";

    /// <summary>The attempt that is owed, from 1.</summary>
    public int Attempt { get; set; } = 1;

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the attempt that is owed is due.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>When the message of the attempt that is owed was, or is to be, visible; absent: none was sent, the sweep sends it when due.</summary>
    public DateTimeOffset? SentAt { get; set; }

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
