using System.IO.Hashing;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace SpeechPipeline.Durability;

/// <summary>
/// A generation of a piece of work that is not at rest, the webhook of its end included, and when the sweep is to look at it. One row a
/// generation: the end of one and the beginning of the next may cross.
/// </summary>
public sealed class UnfinishedRow : ITableEntity
{
    public const int Shards = 16;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>The name of the work's kind; null in rows that an earlier version wrote, whose key is without it.</summary>
    public string? Kind { get; set; }

    /// <summary>The id of the work, of whatever kind.</summary>
    public string Job { get; set; } = "";

    public int Generation { get; set; }

    /// <summary>The event that is to be delivered, where the row stands for that alone.</summary>
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

    /// <summary>The row of one event of a piece of work, which the work's own row does not stand for.</summary>
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

    /// <summary>Shards by XXH3 of the id, whose beginning is a time and would put a burst into one partition.</summary>
    public static string Shard(string work) => $"{XxHash3.HashToUInt64(Encoding.ASCII.GetBytes(work)) % Shards:x2}";

    public static IEnumerable<string> AllShards => Enumerable.Range(0, Shards).Select(shard => $"{shard:x2}");
}
