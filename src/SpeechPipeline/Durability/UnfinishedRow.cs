using System.IO.Hashing;
using System.Text;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Durability;

/// <summary>
/// A generation of a job that is not at rest, the webhooks that it owes included, and when the sweep is to look at it. One row a
/// generation: the end of one and the beginning of the next may cross.
/// </summary>
public sealed class UnfinishedRow : ITableEntity
{
    public const int Shards = 16;

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Job { get; set; } = "";

    public int Generation { get; set; }

    public DateTimeOffset Due { get; set; }

    public static UnfinishedRow For(string job, int generation, DateTimeOffset due) => new()
    {
        PartitionKey = Shard(job),
        RowKey = Key(job, generation),
        Job = job,
        Generation = generation,
        Due = due,
    };

    public static UnfinishedRow For(JobRow job, DateTimeOffset due) => For(job.PartitionKey, job.Generation, due);

    public static string Key(string job, int generation) => $"{job}-{generation:D4}";

    /// <summary>Shards by XXH3 of the id, whose beginning is a time and would put a burst into one partition.</summary>
    public static string Shard(string job) => $"{XxHash3.HashToUInt64(Encoding.ASCII.GetBytes(job)) % Shards:x2}";

    public static IEnumerable<string> AllShards => Enumerable.Range(0, Shards).Select(shard => $"{shard:x2}");
}
