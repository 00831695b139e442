using System.IO.Hashing;
using System.Text;
using Azure;
using Azure.Data.Tables;

namespace SpeechPipeline.Jobs;

/// <summary>A job or a webhook delivery that is not at rest, and when the sweep is to look at it.</summary>
public sealed class LiveRow : ITableEntity
{
    public const int Shards = 16;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Job { get; set; } = "";

    /// <summary>The delivery's event id; absent for the job itself.</summary>
    public string? Event { get; set; }

    public DateTimeOffset Due { get; set; }

    public static LiveRow ForJob(string job, DateTimeOffset due) =>
        new() { PartitionKey = Shard(job), RowKey = job, Job = job, Due = due };

    public static LiveRow ForDelivery(string job, string eventId, DateTimeOffset due) =>
        new() { PartitionKey = Shard(job), RowKey = $"{job}-{eventId}", Job = job, Event = eventId, Due = due };

    /// <summary>Shards by XXH3 of the id, whose beginning is a time and would put a burst into one partition.</summary>
    public static string Shard(string job) => $"{XxHash3.HashToUInt64(Encoding.ASCII.GetBytes(job)) % Shards:x2}";

    public static IEnumerable<string> AllShards => Enumerable.Range(0, Shards).Select(shard => $"{shard:x2}");
}
