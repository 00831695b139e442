using System.Globalization;
using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Requests;
using SpeechPipeline.Text;

namespace SpeechPipeline.Batches;

/// <summary>
/// An item's row in the table <c>batches</c>: the place of its text in the batch's source, and its end. A thousand items
/// share a partition; partitions and rows sort by item number.
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

    /// <summary>The line of the source, from 1; absent if items have no lines of their own.</summary>
    public int? Line { get; set; }

    /// <summary>Its first byte in the source.</summary>
    public long Offset { get; set; }

    /// <summary>Its length in bytes.</summary>
    public int Length { get; set; }

    /// <summary>The current generation of its job.</summary>
    public int Generation { get; set; } = 1;

    /// <summary>The last generation of its job that has ended; 0: none.</summary>
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

    /// <summary>Whether its job was deleted: it is not retried.</summary>
    public bool? IsDeleted { get; set; }

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

    /// <summary>Marks it as rejected, with the reason.</summary>
    public void Reject(IReadOnlyList<FieldProblem> problems)
    {
        State = BatchItemStatus.Rejected;
        ErrorCode = "invalid";
        Reason = TextCut.At(string.Join(' ', problems.Select(problem => $"{problem.Pointer} {problem.Detail}")), LongestReason);
    }

    public static string PartitionOf(string batch, int number) => $"{batch}-{number / PerPartition:D4}";

    public static string KeyOf(int number) => $"{number:D7}";
}
