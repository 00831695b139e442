using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Audio;
using SpeechPipeline.Publishing;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Shows;

/// <summary>
/// An episode in its show's partition, with all its data for the feed, so that the feed is made from these rows alone. Added once, when
/// the job completes; its removal leaves a tombstone, so that a repeated report does not add it again.
/// </summary>
public sealed class EpisodeRow : ITableEntity
{
    public const string Prefix = "episode-";

    /// <summary>Sorts after every key that begins with <see cref="Prefix"/>.</summary>
    public const string End = "episode.";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Whether it is no longer in the show: it was removed or replaced.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>Whether a newer version of its file has replaced it.</summary>
    public bool IsReplaced { get; set; }

    /// <summary>When it joined the show, or was removed.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Sorts the latest submissions first; items of one batch, which are submitted together, by number, the last first.</summary>
    public string Order { get; set; } = "";

    public string Title { get; set; } = "";

    public string? Author { get; set; }

    public string Language { get; set; } = "";

    /// <summary>The description, as plain text.</summary>
    public string? Description { get; set; }

    /// <summary>The web address of the article.</summary>
    public string? Link { get; set; }

    public string? Site { get; set; }

    /// <summary>The web address of its picture.</summary>
    public string? Image { get; set; }

    /// <summary>The article's own date.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>The path in the drop folder; only one version of it is in the show.</summary>
    public string? Drop { get; set; }

    /// <summary>When the job was accepted.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    public string AudioType { get; set; } = "";

    public long AudioBytes { get; set; }

    public double DurationSeconds { get; set; }

    /// <summary>The token in the addresses of the episode's files, used instead of a key.</summary>
    public string Token { get; set; } = "";

    /// <summary>The generation of the show's tokens to which <see cref="Token"/> belongs.</summary>
    public int TokenGeneration { get; set; }

    /// <summary>The generation of the job that made it.</summary>
    public int Generation { get; set; }

    /// <summary>The media type of the episode's transcript; null if it has none.</summary>
    public string? TranscriptType { get; set; }

    /// <summary>The media type of the episode's chapters; null if it has none.</summary>
    public string? ChaptersType { get; set; }

    /// <summary>The job's id.</summary>
    [IgnoreDataMember]
    public string Job => RowKey[Prefix.Length..];

    /// <summary>The name of its audio in addresses. A show cannot have raw samples.</summary>
    [IgnoreDataMember]
    public string AudioFile => EpisodeAddress.AudioName(OutputFormats.OfMediaType(AudioType)!.Name);

    /// <summary>Its identity for apps, which play a newer version of a file in place of the older.</summary>
    [IgnoreDataMember]
    public string Guid => Drop is null ? Job : StableHash.Of($"{PartitionKey}/{Drop}");

    /// <summary>When it was submitted, with its batch or as a dropped file; in whole milliseconds.</summary>
    [IgnoreDataMember]
    public DateTimeOffset AskedAt => JobId.Parse(Job).Time;

    /// <summary>Whether it is only a tombstone: every episode has a title.</summary>
    [IgnoreDataMember]
    public bool IsTombstone => Title.Length == 0;

    [IgnoreDataMember]
    public bool IsTakenOut => IsRemoved && !IsReplaced;

    public static string KeyOf(JobId job) => Prefix + job;

    /// <summary>Ids begin with a time that is counted down, so that they sort newest first; the jobs of a batch share it.</summary>
    public static string OrderOf(JobId job, int? batchItem)
    {
        var id = job.ToString();
        return $"{id[..JobId.TimeLength]}-{int.MaxValue - (batchItem ?? 0):D10}-{id[JobId.TimeLength..]}";
    }

    /// <summary>The tombstone of an episode whose job is deleted. If a newer version of its file has replaced it, it still keeps that version's place.</summary>
    public EpisodeRow OfDeleted(DateTimeOffset now)
    {
        var tombstone = Tombstone(now);
        // No job is left whose token could be renewed.
        (tombstone.IsReplaced, tombstone.TokenGeneration) = (IsReplaced, EpisodeTokens.Last);
        return tombstone;
    }

    /// <summary>The tombstone of a removed episode, which keeps out older versions of its file too.</summary>
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
