using System.Text.Json;
using SpeechPipeline.Publishing;
using SpeechPipeline.Segments;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>The public object of a job, for callers and webhook receivers.</summary>
/// <param name="StatusCode">What an unfinished job waits for.</param>
/// <param name="StatusReason">The same in words.</param>
/// <param name="DeletesAt">When the ended job is deleted by itself; absent: never.</param>
/// <param name="Origin">The batch or the dropped file that it was made for; absent: a caller's request.</param>
/// <param name="LanguageDetected">True if the language was detected from the text; else absent.</param>
public sealed record JobObject(
    string Id,
    string Object,
    JobStatus Status,
    WaitCause? StatusCode,
    string? StatusReason,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? DeletesAt,
    string? Title,
    string Model,
    string Voice,
    string Language,
    bool? LanguageDetected,
    string ResponseFormat,
    int Generation,
    JobObject.ProgressPart Progress,
    JobObject.UsagePart Usage,
    JobObject.ResultPart? Result,
    JobObject.ErrorPart? Error,
    string? Show,
    JsonElement? Metadata,
    Origin? Origin,
    WebhookObject? Webhook)
{
    /// <param name="Phase">What the job is at; absent before it has begun and once it has ended.</param>
    /// <param name="PhaseDone">The share of the phase that is done, from 0 to 1; absent where it is not known.</param>
    /// <param name="SegmentsTotal">0 until the article has been cut into segments.</param>
    /// <param name="SegmentsDone">The segments that are spoken.</param>
    public sealed record ProgressPart(JobPhase? Phase, double? PhaseDone, int SegmentsTotal, int SegmentsDone)
    {
        internal static ProgressPart Of(JobRow row)
        {
            var (phase, done) = row switch
            {
                { State: not JobStatus.Running } => (default(JobPhase?), default(double?)),
                { SegmentsTotal: 0 } => (JobPhase.Planning, null),
                { Mastered: null } => (JobPhase.Speaking, (double)row.SegmentsDone / row.SegmentsTotal),
                { Mastered: < 1 } => (JobPhase.Mastering, row.Mastered),
                _ => (JobPhase.Publishing, null),
            };
            return new ProgressPart(phase, done is { } share ? Math.Round(share, 3) : null, row.SegmentsTotal, row.SegmentsDone);
        }
    }

    /// <param name="Characters">The characters of the whole article as it is spoken.</param>
    /// <param name="CharactersSent">The characters of all calls that the endpoint accepted for this job, including failed ones.</param>
    /// <param name="CharactersCached">The characters with stored speech.</param>
    /// <param name="UsdPerMillionCharacters">The model's price when the job was accepted; 0: it costs nothing; absent: unknown.</param>
    /// <param name="CostUsd">The price of the characters sent; absent: unknown.</param>
    public sealed record UsagePart(long Characters, long CharactersSent, long CharactersCached, decimal? UsdPerMillionCharacters, decimal? CostUsd);

    /// <param name="Transcript">WebVTT; the same with <c>.srt</c> and <c>.json</c> after "transcript".</param>
    /// <param name="Chapters">Podcasting 2.0 chapters, if there is more than one.</param>
    /// <param name="Page">A page to hear it on, which other pages may show in a frame.</param>
    public sealed record ResultPart(EpisodeAudioLink Audio, LinkPart Transcript, LinkPart? Chapters, LinkPart Manifest, LinkPart Page);

    public sealed record LinkPart(string Url);

    /// <param name="Code">A stable code for the kind of error.</param>
    /// <param name="Message">What happened, in words.</param>
    /// <param name="Segment">The segment that could not be spoken, if that is the error.</param>
    public sealed record ErrorPart(string Code, string Message, int? Segment);

    public static JobObject From(JobPartition partition) => From(partition.Job, partition.Deliveries);

    public static JobObject From(JobRow row, IReadOnlyList<DeliveryRow>? deliveries = null) => new(
        row.PartitionKey,
        "job",
        row.State,
        row.Cause,
        row.StatusReason,
        row.NextAttemptAt,
        row.CreatedAt,
        row.StartedAt,
        row.EndedAt,
        row.DeletesAt,
        row.Title,
        row.Model,
        row.Voice,
        row.Language,
        row.LanguageDetected,
        row.ResponseFormat,
        row.Generation,
        ProgressPart.Of(row),
        new UsagePart(
            row.Characters, row.CharactersSent, row.CharactersCached, row.Price, row.CostUsd),
        ResultOf(row),
        row.ErrorCode is null ? null : new ErrorPart(row.ErrorCode, row.ErrorMessage ?? "", row.ErrorSegment),
        row.Show,
        row.Metadata is null ? null : JsonSerializer.Deserialize<JsonElement>(row.Metadata),
        row.Origin == Jobs.Origin.Caller ? null : row.Origin,
        WebhookObject.From(row.Webhook, row.WebhookEvents, deliveries));

    static ResultPart? ResultOf(JobRow row)
    {
        if (row.ReadAudio() is not { } audio)
        {
            return null;
        }

        return new ResultPart(
            new EpisodeAudioLink(row.Files.AddressOf(EpisodeFile.Audio), audio.ContentType, audio.Bytes, audio.Sha256, audio.SampleRate, audio.Channels, audio.Samples, audio.DurationSeconds),
            LinkTo(EpisodeFile.Transcript),
            row.Files.Has(EpisodeFile.Chapters) ? LinkTo(EpisodeFile.Chapters) : null,
            LinkTo(EpisodeFile.Manifest),
            new LinkPart(row.Files.PageAddress));

        LinkPart LinkTo(EpisodeFile file) => new(row.Files.AddressOf(file));
    }
}
