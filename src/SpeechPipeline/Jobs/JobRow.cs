using System.Runtime.Serialization;
using System.Text.Json;
using Azure;
using SpeechPipeline.Durability;
using SpeechPipeline.Mastering;
using SpeechPipeline.Publishing;
using SpeechPipeline.Segments;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>
/// A job's row in the table <c>jobs</c>, which is authoritative. Every change is conditional on the ETag, so that of two runners
/// only one succeeds. Rows stay small: the text, the request and the plan are blobs.
/// </summary>
public sealed class JobRow : IWorkRow
{
    public const string Key = "job";

    /// <summary>The row key of the tombstone of a deleted job.</summary>
    public const string TombstoneKey = "deleted";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = Key;

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string WriteId { get; set; } = "";

    public string Status { get; set; } = nameof(JobStatus.Queued);

    /// <summary>Why an unfinished job does not advance, for people to read.</summary>
    public string? StatusReason { get; set; }

    /// <summary>The name of <see cref="Cause"/>.</summary>
    public string? StatusCode { get; set; }

    /// <summary>When a waiting job is to be tried again.</summary>
    public DateTimeOffset? NextAttemptAt { get; set; }

    /// <summary>The number of the current message of the job's chain; messages with an older number have no effect.</summary>
    public int Run { get; set; }

    /// <summary>Counts the times that the job was begun: 1, plus one for each retry.</summary>
    public int Generation { get; set; } = 1;

    /// <summary>The runner that works on the job, until <see cref="ClaimUntil"/>.</summary>
    public string? ClaimOwner { get; set; }

    public DateTimeOffset? ClaimUntil { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the job fails if it is unfinished, by the caller's limit; absent: never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When the message of the current <see cref="Run"/> was owed.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The progress of the job (run and segments) when its message last became poison and was sent again.</summary>
    public string? PoisonedAtProgress { get; set; }

    /// <summary>How often in a row that happened without progress in between.</summary>
    public int PoisonedRounds { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The job's own <c>retention_days</c>; absent: as its show or the settings say.</summary>
    public int? RetentionDays { get; set; }

    /// <summary>When the ended job is to be deleted; absent: never.</summary>
    public DateTimeOffset? DeletesAt { get; set; }

    /// <summary>When a segment was last finished. A job without progress for <see cref="JobOptions.Patience"/> fails.</summary>
    public DateTimeOffset? ProgressedAt { get; set; }

    /// <summary>How often in a row the job has waited without progress.</summary>
    public int Waits { get; set; }

    public string? Title { get; set; }

    public string Model { get; set; } = "";

    public string Voice { get; set; } = "";

    public string Language { get; set; } = "";

    /// <summary>True where the language was told by the text; null otherwise.</summary>
    public bool? LanguageDetected { get; set; }

    public string ResponseFormat { get; set; } = "";

    /// <summary>The model's price for a million characters, in US dollars. A double, because tables have no decimals; a price has few digits. Absent: unknown.</summary>
    public double? UsdPerMillionCharacters { get; set; }

    public string? Webhook { get; set; }

    /// <summary>The events that <see cref="Webhook"/> is called for, separated by spaces; absent: the ends.</summary>
    public string? WebhookEvents { get; set; }

    /// <summary>The caller's labels, as JSON.</summary>
    public string? Metadata { get; set; }

    /// <summary>The batch of which the job is an item, and the number of the item, from 0.</summary>
    public string? Batch { get; set; }

    /// <inheritdoc cref="Batch"/>
    public int? BatchItem { get; set; }

    /// <summary>The path in the drop folder that the job was made from.</summary>
    public string? Drop { get; set; }

    /// <summary>The show that the episode joins when it is completed.</summary>
    public string? Show { get; set; }

    /// <summary>The address at which callers reach the pipeline, without the route: links in the job object begin with it.</summary>
    public string BaseAddress { get; set; } = "";

    /// <summary>The token in the addresses of the episode's files, used instead of a key.</summary>
    public string EpisodeToken { get; set; } = "";

    /// <summary>The generation of its show's tokens for which <see cref="EpisodeToken"/> was last renewed; 0: never renewed.</summary>
    public int EpisodeTokenGeneration { get; set; }

    public int SegmentsTotal { get; set; }

    public int SegmentsDone { get; set; }

    /// <summary>The share of the mastering that is done, from 0 to 1; absent while the segments are spoken.</summary>
    public double? Mastered { get; set; }

    public int ChaptersTotal { get; set; }

    public long Characters { get; set; }

    /// <summary>The characters of all calls that the endpoint accepted for this job, including failed ones, but not those that it refused (429, 503).</summary>
    public long CharactersSent { get; set; }

    /// <summary>The characters with stored speech.</summary>
    public long CharactersCached { get; set; }

    /// <summary>The finished audio, as JSON of <see cref="EpisodeAudio"/>.</summary>
    public string? Audio { get; set; }

    public string? ErrorCode { get; set; }

    public string? ErrorMessage { get; set; }

    public int? ErrorSegment { get; set; }

    /// <summary>When its deletion was requested; only in a tombstone.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Whether its own stored speech is to be deleted too; only in a tombstone.</summary>
    public bool? DeleteSegments { get; set; }

    /// <summary>When all that was stored for it was deleted; only in a tombstone.</summary>
    public DateTimeOffset? ClearedAt { get; set; }

    /// <summary>Whether this is the tombstone of a deleted job.</summary>
    [IgnoreDataMember]
    public bool IsDeleted => RowKey == TombstoneKey;

    [IgnoreDataMember]
    public decimal? Price => (decimal?)UsdPerMillionCharacters;

    /// <summary>The price of the characters sent, in US dollars; null if the model's price is unknown.</summary>
    [IgnoreDataMember]
    public decimal? CostUsd => CharactersSent * Price / 1_000_000m;

    [IgnoreDataMember]
    public JobId Id
    {
        get => JobId.Parse(PartitionKey);
        set => PartitionKey = value.ToString();
    }

    [IgnoreDataMember]
    public JobStatus State
    {
        get => Enum.Parse<JobStatus>(Status);
        set => Status = value.ToString();
    }

    /// <summary>What a waiting job waits for.</summary>
    [IgnoreDataMember]
    public WaitCause? Cause
    {
        get => Enum.TryParse<WaitCause>(StatusCode, out var cause) ? cause : null;
        set => StatusCode = value?.ToString();
    }

    [IgnoreDataMember]
    public bool HasEnded => State is JobStatus.Completed or JobStatus.Failed or JobStatus.Cancelled;

    /// <summary>The files of the job's episode.</summary>
    [IgnoreDataMember]
    public EpisodeFiles Files => new(PartitionKey, ResponseFormat, BaseAddress, EpisodeToken, ChaptersTotal > 1);

    /// <summary>The finished audio; null if there is none.</summary>
    public EpisodeAudio? ReadAudio() => Audio is null ? null : JsonSerializer.Deserialize<EpisodeAudio>(Audio, PipelineJson.Options);

    /// <summary>What began the job.</summary>
    [IgnoreDataMember]
    public Origin Origin
    {
        get => new(Batch, BatchItem, Drop);
        init
        {
            Batch = value.Batch;
            BatchItem = value.BatchItem;
            Drop = value.Drop;
        }
    }

    /// <summary>A copy of the row, to be written while the original continues to change.</summary>
    public JobRow Copy() => (JobRow)MemberwiseClone();

    /// <summary>The tombstone of the job, with all that is needed to delete what is stored.</summary>
    public JobRow Tombstone(DateTimeOffset now, bool withSegments)
    {
        var tombstone = Copy();
        (tombstone.RowKey, tombstone.ETag, tombstone.DeletedAt, tombstone.DeleteSegments) = (TombstoneKey, default, now, withSegments);
        return tombstone;
    }

    /// <summary>The tombstone without the job's own data, after all that was stored is deleted.</summary>
    public JobRow Cleared(DateTimeOffset now) => new()
    {
        PartitionKey = PartitionKey,
        RowKey = TombstoneKey,
        Status = Status,
        Generation = Generation,
        CreatedAt = CreatedAt,
        EndedAt = EndedAt,
        DeletedAt = DeletedAt,
        ClearedAt = now,
    };

    /// <summary>Changes with every step of progress.</summary>
    [IgnoreDataMember]
    public string ProgressMark => $"{Run}/{SegmentsDone}";

    [IgnoreDataMember]
    string IWorkRow.Kind => JobWork.Kind;

    /// <summary>No one else may change the row of a claimed job: a change means that the claim is lost.</summary>
    bool IWorkRow.TakeOver(IWorkRow current) => false;
}
