using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.Jobs;
using SpeechPipeline.Mastering;
using SpeechPipeline.Planning;
using SpeechPipeline.Publishing.Transcripts;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Publishing;

/// <summary>Makes the episode of a job whose segments are all spoken: the audio, then what is told about it.</summary>
public sealed partial class EpisodePublisher(
    PipelineStorage storage, EpisodeMaster master, ShowStore shows, CoverFinder covers, ILogger<EpisodePublisher> logger)
{
    /// <param name="job">Whose episode.</param>
    /// <param name="plan">What it says.</param>
    /// <param name="stored">The speech of every segment.</param>
    /// <param name="until">The end of the invocation's budget.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was published, now or by an invocation before; null when the next invocation is to go on.</returns>
    public async Task<MasteredEpisode?> PublishAsync(
        JobRow job, JobPlan plan, IReadOnlyList<StoredSegment> stored, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var output = EpisodeOutput.For(plan.Request, stored);
        var layout = EpisodeLayout.Lay(output, plan.Segments, stored);
        var chapters = ChaptersOf(plan, layout);
        var episode = await master.MasterAsync(
            job, layout, plan.Request.LoudnessLufs, () => TagAsync(job, plan, layout, chapters, cancellationToken), until, cancellationToken);
        if (episode is null)
        {
            return null;
        }

        var transcript = Transcript.Of(plan.Request.SpokenLanguage, output.Format.SampleRateHz, layout.Frames, layout.Segments.Zip(episode.Silences, Spoken));
        var manifest = EpisodeManifest.For(job.PartitionKey, plan.Request, episode, chapters, episode.Tags.Cover);
        await Task.WhenAll(
            WriteAsync(job, EpisodeFile.Transcript, WebVtt.MediaType, body => WebVtt.Write(transcript, body), cancellationToken),
            WriteAsync(job, EpisodeFile.TranscriptSrt, SubRip.MediaType, body => SubRip.Write(transcript, body), cancellationToken),
            WriteAsync(job, EpisodeFile.TranscriptJson, TranscriptJson.MediaType, body => TranscriptJson.Write(transcript, body), cancellationToken),
            episode.Tags.Chapters.Count > 0
                ? WriteAsync(job, EpisodeFile.Chapters, ChaptersJson.MediaType, body => ChaptersJson.Write(episode.Tags, body), cancellationToken)
                : Task.CompletedTask,
            WriteAsync(job, EpisodeFile.Manifest, "application/json", body => body.Write(JsonSerializer.SerializeToUtf8Bytes(manifest, PipelineJson.Readable)), cancellationToken));
        return episode;
    }

    /// <summary>Clears away what only the making needed. A crash may leave it to the retention of the job's folder.</summary>
    public async Task ClearAwayAsync(JobRow job, MasteredEpisode episode, CancellationToken cancellationToken)
    {
        try
        {
            await master.ForgetAsync(job, episode.Layout, cancellationToken);
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
            Log.LeftBehind(logger, e, job.PartitionKey);
        }
    }

    Task<bool> WriteAsync(JobRow job, EpisodeFile file, string mediaType, Action<IBufferWriter<byte>> write, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        write(body);
        return storage.Episodes.GetBlobClient(EpisodeAddress.BlobName(job, file))
            .TryCreateAsync(new BinaryData(body.WrittenMemory), mediaType, metadata: null, cancellationToken);
    }

    static SpokenSegment Spoken(PlacedSegment placed, IReadOnlyList<Silence> silences) => new(
        placed.Segment.Text, placed.Segment.Chapter, placed.Segment.Speaker, placed.Start, placed.End, silences);

    async Task<EpisodeTags> TagAsync(
        JobRow job, JobPlan plan, EpisodeLayout layout, List<TaggedChapter> chapters, CancellationToken cancellationToken)
    {
        var show = job.Show is { } name ? (await shows.FindAsync(ShowName.Parse(name), cancellationToken))?.Settings : null;
        return new EpisodeTags(
            layout.Format.SampleRateHz,
            plan.Request.Title,
            plan.Request.Author,
            Album: show?.Title ?? job.Show ?? plan.Facts?.Site,
            Track: job.BatchItem + 1,
            Date: plan.Facts?.Date,
            Language: plan.Request.SpokenLanguage,
            Comment: plan.Facts?.Description,
            Cover: layout.Output.Container.CarriesCover ? await covers.FindAsync(job, plan, show?.Image, cancellationToken) : null,
            Chapters: chapters.Count > 1 ? chapters : []);
    }

    /// <summary>A chapter lasts from its first segment to the next chapter's.</summary>
    static List<TaggedChapter> ChaptersOf(JobPlan plan, EpisodeLayout layout)
    {
        var starts = layout.Segments.GroupBy(placed => placed.Segment.Chapter).Select(chapter => (Chapter: chapter.Key, chapter.First().Start)).ToList();
        return [.. starts.Select((chapter, i) => new TaggedChapter(
            plan.Chapters[chapter.Chapter], chapter.Start, i + 1 < starts.Count ? starts[i + 1].Start : layout.Frames))];
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job}: checkpoints of its mastering could not be deleted")]
        public static partial void LeftBehind(ILogger logger, Exception exception, string job);
    }
}
