using System.Security.Cryptography;
using System.Text;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.Mastering;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Publishing;

/// <summary>The contents of an episode and how it was made: <c>manifest.json</c>.</summary>
/// <param name="Version">The version of this form: 1.</param>
/// <param name="Job">The job's id.</param>
/// <param name="Title">The episode's title, if it has one.</param>
/// <param name="Author">The author of the article.</param>
/// <param name="Language">The spoken language.</param>
/// <param name="Model">The speech model.</param>
/// <param name="Voice">The narrator's voice.</param>
/// <param name="Audio">The audio file.</param>
/// <param name="Loudness">The loudness before and after mastering.</param>
/// <param name="Chapters">In order.</param>
/// <param name="Segments">In order; with the pauses between them they make up the whole file.</param>
/// <param name="Levels">The loudness over the time; absent in manifests of earlier versions.</param>
/// <param name="Cover">The picture in the file; absent if there is none.</param>
public sealed record EpisodeManifest(
    int Version,
    string Job,
    string? Title,
    string? Author,
    string Language,
    string Model,
    string Voice,
    EpisodeAudio Audio,
    EpisodeLoudness Loudness,
    IReadOnlyList<EpisodeManifest.ChapterPart> Chapters,
    IReadOnlyList<EpisodeManifest.SegmentPart> Segments,
    LevelStrip? Levels = null,
    EpisodeManifest.CoverPart? Cover = null)
{
    public const int CurrentVersion = 1;

    /// <param name="Width">In pixels.</param>
    /// <param name="Height">In pixels.</param>
    public sealed record CoverPart(string MediaType, int Width, int Height, long Bytes);

    /// <param name="Start">The sample at which it begins.</param>
    public sealed record ChapterPart(string? Title, long Start);

    /// <param name="Index">From 0.</param>
    /// <param name="Chapter">Index of its chapter.</param>
    /// <param name="Speaker">The speaker, in a script; absent: the narrator.</param>
    /// <param name="TextHash">SHA-256 of the text in UTF-8, in hexadecimal.</param>
    /// <param name="Characters">The length of the text.</param>
    /// <param name="Start">Its first sample.</param>
    /// <param name="End">The sample after its last.</param>
    /// <param name="Attempts">The calls for its speech, in the job that paid for it.</param>
    /// <param name="FromCache">Whether its speech was stored before this job.</param>
    /// <param name="Pace">Its pace relative to the median of its voice in this episode, 1 being equal; absent if unknown.</param>
    /// <param name="Doubt">What seemed wrong with its speech, and with every other take of it; absent: nothing.</param>
    public sealed record SegmentPart(
        int Index, int Chapter, string? Speaker, string TextHash, int Characters, long Start, long End, int Attempts, bool FromCache, double? Pace = null, string? Doubt = null);

    public static EpisodeManifest For(string job, JobRequest request, MasteredEpisode episode, IReadOnlyList<TaggedChapter> chapters, CoverImage? cover)
    {
        var pace = new SpeakingPace();
        foreach (var placed in episode.Layout.Segments)
        {
            // Only the pace is wanted: of the shape, the habits of each voice would be worked out.
            pace.Add(placed.Segment, placed.Stored with { Shape = null });
        }

        return new EpisodeManifest(
            CurrentVersion, job, request.Source.Title, request.Source.Author, request.SpokenLanguage, request.Voice.Model, request.Voice.Name, episode.Audio, episode.Loudness,
            [.. chapters.Select(chapter => new ChapterPart(chapter.Title, chapter.StartFrame))],
            [.. episode.Layout.Segments.Select(placed => new SegmentPart(
                placed.Segment.Index, placed.Segment.Chapter, placed.Segment.Speaker, TextHash(placed.Segment.Text), placed.Segment.Text.Length,
                placed.Start, placed.End, placed.Stored.Attempts, FromCache: placed.Stored.Job != job, PaceOf(placed), placed.Stored.Doubt))],
            episode.Levels,
            cover is null ? null : new CoverPart(cover.MediaType, cover.Width, cover.Height, cover.Content.Length));

        double? PaceOf(PlacedSegment placed) =>
            pace.Deviation(placed.Segment.Text, placed.Segment.Speaker, placed.Stored.Seconds) is { } times ? Math.Round(times, 2) : null;
    }

    static string TextHash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
