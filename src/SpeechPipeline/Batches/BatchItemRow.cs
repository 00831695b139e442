using System.Globalization;
using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Requests;
using SpeechPipeline.Text;

namespace SpeechPipeline.Batches;

/// <summary>
/// An item's row in the table <c>batches</c>: where its text stands in the batch's source, and how it ended. A thousand items
/// share a partition, and partition and row sort as the items are numbered.
/// </summary>
public sealed class BatchItemRow : ITableEntity
{
    const int PerPartition = 1_000;
    const int LongestReason = 2_000;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Status { get; set; } = nameof(BatchItemStatus.Pending);

    /// <summary>The line of the source that it stands in, from 1; absent where the source has no lines of its own.</summary>
    public int? Line { get; set; }

    /// <summary>Its first byte in the source.</summary>
    public long Offset { get; set; }

    /// <summary>Its length in bytes.</summary>
    public int Length { get; set; }

    /// <summary>The generation of its job whose end counts.</summary>
    public int Generation { get; set; } = 1;

    /// <summary>The generation of its job whose end is known; 0: none.</summary>
    public int EndedGeneration { get; set; }

    /// <summary>What the caller calls it; absent: nothing.</summary>
    public string? CustomId { get; set; }

    public string? Title { get; set; }

    public long Characters { get; set; }

    public long CharactersSent { get; set; }

    public double CostUsd { get; set; }

    public double QuotedUsd { get; set; }

    public double DurationSeconds { get; set; }

    public string? ErrorCode { get; set; }

    /// <summary>Why it was rejected or failed, in words.</summary>
    public string? Reason { get; set; }

    [IgnoreDataMember]
    public int Number
    {
        get => int.Parse(RowKey, CultureInfo.InvariantCulture);
        init => RowKey = KeyOf(value);
    }

    [IgnoreDataMember]
    public BatchItemStatus State
    {
        get => Enum.Parse<BatchItemStatus>(Status);
        set => Status = value.ToString();
    }

    /// <summary>Notes that it cannot be spoken, and why.</summary>
    public void Reject(IReadOnlyList<FieldProblem> problems)
    {
        State = BatchItemStatus.Rejected;
        ErrorCode = "invalid";
        Reason = TextCut.At(string.Join(' ', problems.Select(problem => $"{problem.Pointer} {problem.Detail}")), LongestReason);
    }

    public static string PartitionOf(string batch, int number) => $"{batch}-{number / PerPartition:D4}";

    public static string KeyOf(int number) => $"{number:D7}";
}
