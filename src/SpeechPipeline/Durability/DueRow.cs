using System.Globalization;
using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace SpeechPipeline.Durability;

/// <summary>A piece of work that something is to be done with at a time that may be years away. Rows sort by that time.</summary>
public sealed class DueRow : ITableEntity
{
    /// <summary>One partition beside the shards of unfinished work, whose sweeps do not read it.</summary>
    public const string Partition = "due";

    const string TimeForm = "yyyyMMddHHmmssfff";

    public string PartitionKey { get; set; } = Partition;

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>The id of the work.</summary>
    [IgnoreDataMember]
    public string Id => RowKey[(TimeForm.Length + 1)..];

    /// <summary>The key of work at a time, in whole milliseconds.</summary>
    public static string KeyOf(string id, DateTimeOffset due) => $"{TimeOf(due)}-{id}";

    /// <summary>Sorts after the keys of all earlier times, and before those of that time.</summary>
    public static string TimeOf(DateTimeOffset due) => due.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);
}
