using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace SpeechPipeline.Webhooks;

/// <summary>One webhook that a job owes or has delivered, in the job's partition. Its body is kept as first written.</summary>
public sealed class DeliveryRow : ITableEntity
{
    public const string Prefix = "delivery-";

    /// <summary>Sorts after every key that begins with <see cref="Prefix"/>.</summary>
    public const string End = "delivery.";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Status { get; set; } = nameof(DeliveryStatus.Pending);

    /// <summary>The type of its event; absent in rows from versions that did not write it.</summary>
    public string? Type { get; set; }

    /// <summary>Whether its event is the end of the work: then the work's row in the index covers it too. True in rows from versions that had no other events.</summary>
    public bool IsOfEnd { get; set; } = true;

    /// <summary>The generation of the work.</summary>
    public int Generation { get; set; }

    public string Url { get; set; } = "";

    public string Body { get; set; } = "";

    /// <summary>The attempt that is owed, from 1.</summary>
    public int Attempt { get; set; } = 1;

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the attempt that is owed is due.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>When the message of the owed attempt becomes or became visible; absent: none was sent, and the sweep sends it when due.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The attempts before someone asked for the event to be sent again: the schedule begins anew after them.</summary>
    public int EarlierAttempts { get; set; }

    /// <summary>The result of the last attempt, in words.</summary>
    public string? LastOutcome { get; set; }

    /// <summary>When the last attempt was made.</summary>
    public DateTimeOffset? AttemptedAt { get; set; }

    /// <summary>How long the last attempt took.</summary>
    public int? DurationMs { get; set; }

    /// <summary>The status of the receiver's last answer.</summary>
    public int? StatusCode { get; set; }

    /// <summary>The beginning of the receiver's last answer, if it was text.</summary>
    public string? Answer { get; set; }

    /// <summary>Whether the next event of its kind replaces it: then it is tried once, and not kept.</summary>
    [IgnoreDataMember]
    public bool IsPassing => Type == WebhookEvent.Progress;

    [IgnoreDataMember]
    public string EventId => RowKey[Prefix.Length..];

    [IgnoreDataMember]
    public DeliveryStatus State
    {
        get => Enum.Parse<DeliveryStatus>(Status);
        set => Status = value.ToString();
    }
}
