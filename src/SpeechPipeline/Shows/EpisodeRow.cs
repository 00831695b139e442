using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Audio;
using SpeechPipeline.Publishing;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Shows;

/// <summary>
/// An episode in its show's partition: all that the feed says of it, so that the feed is made of these rows alone. Added once, when
/// the job completes; its removal leaves a tombstone, so that a repeat of that report does not bring it back.
/// </summary>
public sealed class EpisodeRow : ITableEntity
{
    public const string Prefix = "episode-";

    /// <summary>Sorts behind every key that begins with <see cref="Prefix"/>.</summary>
    public const string End = "episode.";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Whether it has left the show: it was taken out, or replaced.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>Whether a newer version of its file has taken its place.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>When it joined the show, or was taken out.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Sorts those asked for last first; items of one batch, of which all are asked for at once, by their number, the last first.</summary>
    public string Order { get; set; } = "";

    public string Title { get; set; } = "";

    public string? Author { get; set; }

    public string Language { get; set; } = "";

    /// <summary>As plain text.</summary>
    public string? Description { get; set; }

    /// <summary>The web address of the article.</summary>
    public string? Link { get; set; }

    public string? Site { get; set; }

    /// <summary>The web address of its picture.</summary>
    public string? Image { get; set; }

    /// <summary>The article's own day.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>The path in the drop folder, of whose versions one stands in the show.</summary>
    public string? Drop { get; set; }

    /// <summary>When the job was accepted.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    public string AudioType { get; set; } = "";

    public long AudioBytes { get; set; }

    public double DurationSeconds { get; set; }

    /// <summary>Stands for a key in the addresses of the episode's files.</summary>
    public string Token { get; set; } = "";

    /// <summary>The generation of the show's tokens that <see cref="Token"/> is of.</summary>
    public int TokenGeneration { get; set; }

    /// <summary>The job's generation that made it.</summary>
    public int Generation { get; set; }

    /// <summary>The media type of the episode's transcript; null where it has none.</summary>
    public string? TranscriptType { get; set; }

    /// <summary>The media type of the episode's chapters; null where it has none.</summary>
    public string? ChaptersType { get; set; }

    /// <summary>The job's id.</summary>
    [IgnoreDataMember]
    public string Job => RowKey[Prefix.Length..];

    /// <summary>The name of its audio in addresses. Raw samples cannot be sent to a show.</summary>
    [IgnoreDataMember]
    public string AudioFile => EpisodeAddress.AudioName(OutputFormats.OfMediaType(AudioType)!.Name);

    /// <summary>What it is for apps, which hear a newer version of a file in the place of the older.</summary>
    [IgnoreDataMember]
    public string Guid => Drop is null ? Job : StableHash.Of($"{PartitionKey}/{Drop}");

    /// <summary>When it was asked for: with its batch, or when its file was dropped; in whole milliseconds.</summary>
    [IgnoreDataMember]
    public DateTimeOffset AskedAt => JobId.Parse(Job).Time;

    [IgnoreDataMember]
    public bool IsTakenOut => IsRemoved && !IsReplaced;

    public static string KeyOf(JobId job) => Prefix + job;

    /// <summary>Ids begin with the time that is left, so that they sort newest first; the jobs of a batch share it.</summary>
    public static string OrderOf(JobId job, int? batchItem)
    {
        var id = job.ToString();
        return $"{id[..JobId.TimeLength]}-{int.MaxValue - (batchItem ?? 0):D10}-{id[JobId.TimeLength..]}";
    }

    /// <summary>What is left of it when it is taken out: older versions of its file stay away too.</summary>
    public EpisodeRow Tombstone(DateTimeOffset now) => new()
    {
        PartitionKey = PartitionKey,
        RowKey = RowKey,
        IsRemoved = true,
        ChangedAt = now,
        Drop = Drop,
        CreatedAt = CreatedAt,
        Generation = Generation,
        TokenGeneration = TokenGeneration,
    };
}
