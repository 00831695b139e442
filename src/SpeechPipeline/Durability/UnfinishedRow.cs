using System.IO.Hashing;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace SpeechPipeline.Durability;

/// <summary>
/// An unfinished generation of a piece of work, up to the delivery of its last webhook, and the time of the sweep's next check. One row per
/// generation, because the end of one and the beginning of the next may overlap.
/// </summary>
public sealed class UnfinishedRow : ITableEntity
{
    public const int Shards = 16;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>The name of the work's kind; null in rows written by an earlier version, whose key does not have it.</summary>
    public string? Kind { get; set; }

    /// <summary>The id of the work.</summary>
    public string Job { get; set; } = "";

    public int Generation { get; set; }

    /// <summary>The event to deliver, if the row is only for that delivery.</summary>
    public string? Event { get; set; }

    public DateTimeOffset Due { get; set; }

    public static UnfinishedRow For(string kind, string work, int generation, DateTimeOffset due) => new()
    {
        PartitionKey = Shard(work),
        RowKey = Key(kind, work, generation),
        Kind = kind,
        Job = work,
        Generation = generation,
        Due = due,
    };

    public static UnfinishedRow For(IWorkRow work, DateTimeOffset due) => For(work.Kind, work.PartitionKey, work.Generation, due);

    /// <summary>The row of a separate event of a piece of work, which the work's own row does not cover.</summary>
    public static UnfinishedRow ForEvent(string kind, string work, string @event, DateTimeOffset due) => new()
    {
        PartitionKey = Shard(work),
        RowKey = $"{kind}-{work}-{@event}",
        Kind = kind,
        Job = work,
        Event = @event,
        Due = due,
    };

    public static string Key(string kind, string work, int generation) => $"{kind}-{work}-{generation:D4}";

    /// <summary>Shards by XXH3 of the id. The id itself begins with a time, and would put a burst into one partition.</summary>
    public static string Shard(string work) => $"{XxHash3.HashToUInt64(Encoding.ASCII.GetBytes(work)) % Shards:x2}";

    public static IEnumerable<string> AllShards => Enumerable.Range(0, Shards).Select(shard => $"{shard:x2}");
}
