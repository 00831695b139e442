using System.Runtime.Serialization;
using Azure;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Batches;

/// <summary>
/// A batch's row in the table <c>batches</c>. The worker changes it under a claim; its counts are those of the
/// last count.
/// </summary>
public sealed class BatchRow : IWorkRow
{
    public const string Key = "batch";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = Key;

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string WriteId { get; set; } = "";

    public string Status { get; set; } = nameof(BatchStatus.Reading);

    public string Kind { get; set; } = nameof(BatchKind.Json);

    /// <summary>Why an unfinished batch does not advance, for people to read.</summary>
    public string? StatusReason { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    /// <summary>Counts the times that the batch was begun: 1, plus one for each retry after its end.</summary>
    public int Generation { get; set; } = 1;

    public string? ClaimOwner { get; set; }

    public DateTimeOffset? ClaimUntil { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When its items were last counted.</summary>
    public DateTimeOffset? CountedAt { get; set; }

    /// <summary>How often in a row its feed, or a page of the current items, could not be fetched.</summary>
    public int Waits { get; set; }

    public string? Webhook { get; set; }

    /// <summary>The events that <see cref="Webhook"/> is called for, separated by spaces; absent: the ends.</summary>
    public string? WebhookEvents { get; set; }

    /// <summary>The caller's labels, as JSON.</summary>
    public string? Metadata { get; set; }

    /// <summary>The limit in US dollars; a batch that costs more fails before its first call.</summary>
    public double? MaxCostUsd { get; set; }

    /// <summary>Whether only the quote is requested.</summary>
    public bool DryRun { get; set; }

    /// <summary>The path in the drop folder that it came from.</summary>
    public string? Drop { get; set; }

    /// <summary>The address at which callers reach the pipeline, with the route prefix.</summary>
    public string BaseAddress { get; set; } = "";

    /// <summary>The caller has cancelled it: no further items are admitted.</summary>
    public bool CancelRequested { get; set; }

    /// <summary>The caller has requested a retry of failed and cancelled items.</summary>
    public bool RetryRequested { get; set; }

    /// <summary>Whether all items have been read.</summary>
    public bool IsRead { get; set; }

    /// <summary>How many items have been read and checked.</summary>
    public int ItemsRead { get; set; }

    /// <summary>Every admitted item before this one is certainly a job.</summary>
    public int AcceptedTo { get; set; }

    public int Items { get; set; }

    public int Pending { get; set; }

    public int Admitted { get; set; }

    public int Completed { get; set; }

    public int Failed { get; set; }

    public int Cancelled { get; set; }

    public int Rejected { get; set; }

    /// <summary>The characters of all items with known text.</summary>
    public long Characters { get; set; }

    public long CharactersSent { get; set; }

    public double CostUsd { get; set; }

    /// <summary>The highest price of the characters known so far.</summary>
    public double QuotedUsd { get; set; }

    public double DurationSeconds { get; set; }

    [IgnoreDataMember]
    public BatchStatus State
    {
        get => Enum.Parse<BatchStatus>(Status);
        set => Status = value.ToString();
    }

    [IgnoreDataMember]
    public bool HasEnded => State is BatchStatus.Completed or BatchStatus.Failed or BatchStatus.Cancelled;

    /// <summary>The state after a retry.</summary>
    [IgnoreDataMember]
    public BatchStatus Reopened => IsRead ? BatchStatus.Running : BatchStatus.Reading;

    /// <summary>Whether to wait for sources that cannot be fetched now; a quote does not wait.</summary>
    [IgnoreDataMember]
    public bool MayWait => !DryRun && Waits < BatchWork.SourceWaits.Delays.Count;

    /// <summary>What began the batch.</summary>
    [IgnoreDataMember]
    public Origin Origin
    {
        get => new(Drop: Drop);
        init => Drop = value.Drop;
    }

    [IgnoreDataMember]
    string IWorkRow.Kind => BatchWork.Kind;

    /// <summary>Takes over a caller's later request.</summary>
    bool IWorkRow.TakeOver(IWorkRow current)
    {
        var stored = (BatchRow)current;
        CancelRequested = stored.CancelRequested;
        RetryRequested = stored.RetryRequested;
        return true;
    }
}
