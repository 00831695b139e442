using SpeechPipeline.Publishing;

namespace SpeechPipeline.Shows;

/// <summary>The public object of an episode of a show.</summary>
/// <param name="Id">The job's id.</param>
/// <param name="Object">Always <c>episode</c>.</param>
/// <param name="AddedAt">When it joined the show.</param>
/// <param name="PublishedAt">The article's own date.</param>
public sealed record EpisodeObject(
    string Id,
    string Object,
    string Title,
    string? Author,
    string Language,
    string? Description,
    string? Link,
    string? Image,
    DateTimeOffset? PublishedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset AddedAt,
    EpisodeObject.AudioPart Audio)
{
    public sealed record AudioPart(string Url, string ContentType, long Bytes, double DurationSeconds);

    public static EpisodeObject From(ShowRow show, EpisodeRow row) => new(
        row.Job, "episode", row.Title, row.Author, row.Language, row.Description, row.Link, row.Image, row.PublishedAt, row.CreatedAt, row.ChangedAt,
        new AudioPart(EpisodeAddress.Of(show.BaseAddress, row.Job, row.AudioFile, row.Token), row.AudioType, row.AudioBytes, row.DurationSeconds));
}
