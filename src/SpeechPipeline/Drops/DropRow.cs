using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>A row of the table <c>drops</c>: a job of the folder that is unfinished, or whose results are not in the folder yet.</summary>
public sealed class DropRow : ITableEntity
{
    /// <summary>One partition: there are at most as many rows as the bound, and they are counted together.</summary>
    public const string Unfinished = "unfinished";

    public string PartitionKey { get; set; } = Unfinished;

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public static DropRow For(JobId id) => new() { RowKey = id.ToString() };
}
