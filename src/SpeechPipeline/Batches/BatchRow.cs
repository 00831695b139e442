using System.Runtime.Serialization;
using Azure;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Batches;

/// <summary>
/// A batch's row in the table <c>batches</c>. Changed under a claim by whoever reads, admits or counts; its counts are what the
/// last count found.
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

    /// <summary>Why an unfinished batch does not advance, in words for people.</summary>
    public string? StatusReason { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    /// <summary>Counts the times the batch was begun: 1, and one more with each retry of an ended one.</summary>
    public int Generation { get; set; } = 1;

    public string? ClaimOwner { get; set; }

    public DateTimeOffset? ClaimUntil { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When its items were last counted.</summary>
    public DateTimeOffset? CountedAt { get; set; }

    /// <summary>How often in a row its feed, or a page of the items that are read now, could not be had.</summary>
    public int Waits { get; set; }

    public string? Webhook { get; set; }

    /// <summary>The caller's labels, as JSON.</summary>
    public string? Metadata { get; set; }

    /// <summary>In US dollars; a batch whose text costs more is refused before its first call.</summary>
    public double? MaxCostUsd { get; set; }

    /// <summary>Whether only the quote is wanted.</summary>
    public bool DryRun { get; set; }

    /// <summary>The path in the drop folder that it is from.</summary>
    public string? Drop { get; set; }

    /// <summary>Where callers reach the pipeline, up to and with the route prefix.</summary>
    public string BaseAddress { get; set; } = "";

    /// <summary>The caller wants it ended: nothing is admitted any more.</summary>
    public bool CancelRequested { get; set; }

    /// <summary>The caller wants what failed or was cancelled to be tried again.</summary>
    public bool RetryRequested { get; set; }

    /// <summary>Whether all items have been read.</summary>
    public bool IsRead { get; set; }

    /// <summary>How many items have been read and checked.</summary>
    public int ItemsRead { get; set; }

    /// <summary>Every item before this one that was admitted is a job for sure.</summary>
    public int AcceptedTo { get; set; }

    public int Items { get; set; }

    public int Pending { get; set; }

    public int Admitted { get; set; }

    public int Completed { get; set; }

    public int Failed { get; set; }

    public int Cancelled { get; set; }

    public int Rejected { get; set; }

    /// <summary>Of all items whose text is known by now.</summary>
    public long Characters { get; set; }

    public long CharactersSent { get; set; }

    public double CostUsd { get; set; }

    /// <summary>What the characters known by now cost at most.</summary>
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

    /// <summary>The state that a retry brings it to.</summary>
    [IgnoreDataMember]
    public BatchStatus Reopened => IsRead ? BatchStatus.Running : BatchStatus.Reading;

    /// <summary>Whether sources that cannot be had now are waited for; a quote is wanted at once.</summary>
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

    /// <summary>Takes over a caller's wish, which comes after whatever the worker has served by now.</summary>
    bool IWorkRow.TakeOver(IWorkRow current)
    {
        var stored = (BatchRow)current;
        CancelRequested = stored.CancelRequested;
        RetryRequested = stored.RetryRequested;
        return true;
    }
}
