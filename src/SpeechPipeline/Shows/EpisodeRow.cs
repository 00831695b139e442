using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;

namespace SpeechPipeline.Shows;

/// <summary>
/// An episode in its show's partition: all that the feed says of it, so that the feed is made of these rows alone. Added once, when
/// the job completes; its removal leaves a gravestone, so that a repeat of that report does not bring it back.
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

    public bool IsRemoved { get; set; }

    /// <summary>When it joined the show, or was removed.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Sorts newest first; items of one batch in the batch's order.</summary>
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
    public string AudioFile => EpisodeAddress.AudioName(AudioType == "audio/mpeg" ? "mp3" : "wav");

    public static string KeyOf(JobId job) => Prefix + job;

    /// <summary>The day that it has in a feed.</summary>
    public DateTimeOffset DateBy(EpisodeDates dates) => dates == EpisodeDates.Article ? PublishedAt ?? CreatedAt : CreatedAt;

    /// <summary>What is left of it when it is removed.</summary>
    public EpisodeRow Gravestone(DateTimeOffset now) => new()
    {
        PartitionKey = PartitionKey,
        RowKey = RowKey,
        IsRemoved = true,
        ChangedAt = now,
        CreatedAt = CreatedAt,
        Generation = Generation,
        TokenGeneration = TokenGeneration,
    };
}
