using System.Buffers;
using System.Text.Json;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.Mastering;
using SpeechPipeline.Planning;
using SpeechPipeline.Publishing.Transcripts;
using SpeechPipeline.Segments;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Publishing;

/// <summary>Makes the episode of a job whose segments are all spoken: the audio, then the files beside it.</summary>
public sealed partial class EpisodePublisher(
    PipelineStorage storage, EpisodeMaster master, AlbumLookup albums, CoverFinder covers, ILogger<EpisodePublisher> logger)
{
    /// <param name="files">The episode's files; whether it has chapters is decided here.</param>
    /// <param name="track">Its number in its batch or show, from 1; null if it has none.</param>
    /// <param name="plan">The plan of the episode.</param>
    /// <param name="stored">The speech of every segment.</param>
    /// <param name="until">The end of the invocation's budget.</param>
    /// <param name="mastered">Told the share of the mastering that is done, from 0 to 1; after 1 only small files are left to write. Never called by two threads at once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The episode, published now or by an earlier invocation; null if the next invocation must continue.</returns>
    public async Task<MasteredEpisode?> PublishAsync(
        EpisodeFiles files, int? track, JobPlan plan, IReadOnlyList<StoredSegment> stored, DateTimeOffset until, Action<double> mastered,
        CancellationToken cancellationToken)
    {
        var output = plan.Request.Output;
        var layout = EpisodeLayout.Lay(EpisodeOutput.For(plan.Request, stored), plan.Segments, stored, output.LeadInMs, output.LeadOutMs);
        var chapters = ChaptersOf(plan, layout);
        if (await MakeAudioAsync(files, track, plan, layout, chapters, until, mastered, cancellationToken) is not { } episode)
        {
            return null;
        }

        var transcript = Transcript.Of(plan.Request.SpokenLanguage, layout.Format.SampleRateHz, layout.Frames, layout.Segments.Zip(episode.Silences, Spoken));
        var manifest = EpisodeManifest.For(files.Job, plan.Request, episode, chapters, episode.Tags.Cover);
        await Task.WhenAll(
            WriteAsync(files, EpisodeFile.Timeline, TimelineJson.MediaType, body => TimelineJson.Write(transcript, body), cancellationToken),
            episode.Tags.Chapters.Count > 0
                ? WriteAsync(files, EpisodeFile.Chapters, ChaptersJson.MediaType, body => ChaptersJson.Write(episode.Tags, body), cancellationToken)
                : Task.CompletedTask,
            WriteAsync(files, EpisodeFile.Manifest, "application/json", body => body.Write(JsonSerializer.SerializeToUtf8Bytes(manifest, PipelineJson.Readable)), cancellationToken));
        return episode;
    }

    /// <summary>Deletes the checkpoints. After a crash, the retention of the job's folder deletes them.</summary>
    public async Task ClearAwayAsync(string job, MasteredEpisode episode, CancellationToken cancellationToken)
    {
        try
        {
            await master.ForgetAsync(job, episode.Layout, cancellationToken);
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
            Log.LeftBehind(logger, e, job);
        }
    }

    async Task<MasteredEpisode?> MakeAudioAsync(
        EpisodeFiles files, int? track, JobPlan plan, EpisodeLayout layout, List<TaggedChapter> chapters, DateTimeOffset until, Action<double> mastered,
        CancellationToken cancellationToken)
    {
        // Fetching a picture may be slow. A short episode waits for it before it takes its place in memory; a long one, which takes several
        // invocations, fetches it once, at the end.
        var tags = master.IsMadeInMemory(layout) ? await TagAsync() : null;
        var blob = storage.Episodes.GetBlockBlobClient(files.BlobNameOf(EpisodeFile.Audio));
        using var sound = await master.MasterAsync(files.Job, blob, layout, plan.Request.Output.Target, until, mastered, cancellationToken);
        return sound is null ? null : await sound.PublishAsync(tags ?? await TagAsync(), cancellationToken);

        Task<EpisodeTags> TagAsync() => this.TagAsync(files, track, plan, layout, chapters, cancellationToken);
    }

    Task<bool> WriteAsync(EpisodeFiles files, EpisodeFile file, string mediaType, Action<IBufferWriter<byte>> write, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        write(body);
        return storage.Episodes.GetBlobClient(files.BlobNameOf(file))
            .TryCreateAsync(new BinaryData(body.WrittenMemory), mediaType, metadata: null, cancellationToken);
    }

    static SpokenSegment Spoken(PlacedSegment placed, IReadOnlyList<Silence> silences) => new(
        placed.Segment.Text, placed.Segment.Chapter, placed.Segment.Speaker, placed.Start, placed.End, silences);

    async Task<EpisodeTags> TagAsync(
        EpisodeFiles files, int? track, JobPlan plan, EpisodeLayout layout, List<TaggedChapter> chapters, CancellationToken cancellationToken)
    {
        var request = plan.Request;
        var album = request.Delivery.Show is { } show ? await albums(show, cancellationToken) : null;
        return new EpisodeTags(
            layout.Format.SampleRateHz,
            request.Source.Title,
            request.Source.Author,
            Album: album?.Title ?? request.Delivery.Show ?? plan.Facts?.Site,
            Track: track,
            Date: plan.Facts?.Date,
            Language: request.SpokenLanguage,
            Comment: plan.Facts?.Description,
            Cover: layout.Output.Container.CarriesCover ? await covers.FindAsync(files.Job, plan, album?.Image, cancellationToken) : null,
            Chapters: chapters.Count > 1 ? chapters : []);
    }

    /// <summary>A chapter lasts from its first segment to the next chapter's; the first begins with the episode.</summary>
    static List<TaggedChapter> ChaptersOf(JobPlan plan, EpisodeLayout layout)
    {
        var starts = layout.Segments.GroupBy(placed => placed.Segment.Chapter).Select(chapter => (Chapter: chapter.Key, chapter.First().Start)).ToList();
        return [.. starts.Select((chapter, i) => new TaggedChapter(
            plan.Chapters[chapter.Chapter], i == 0 ? 0 : chapter.Start, i + 1 < starts.Count ? starts[i + 1].Start : layout.Frames))];
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job}: the checkpoints of its mastering could not be deleted")]
        public static partial void LeftBehind(ILogger logger, Exception exception, string job);
    }
}
