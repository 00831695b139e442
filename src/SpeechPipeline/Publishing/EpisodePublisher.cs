using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs.Specialized;
using SpeechPipeline.Audio;
using SpeechPipeline.Jobs;
using SpeechPipeline.Segments;
using SpeechPipeline.Storage;
using SpeechPipeline.Submission;

namespace SpeechPipeline.Publishing;

/// <summary>Makes the episode of a job whose segments are all spoken: the audio, then the manifest.</summary>
public sealed class EpisodePublisher(PipelineStorage storage, SegmentStore segments)
{
    /// <returns>What was published, now or by an invocation before.</returns>
    public async Task<EpisodeAudio> PublishAsync(JobRow job, JobPlan plan, CancellationToken cancellationToken)
    {
        var chapters = new List<EpisodeManifest.ChapterPart>();
        var parts = new List<EpisodeManifest.SegmentPart>();
        var audio = await WriteAudioAsync(job, plan, chapters, parts, cancellationToken);

        var manifest = EpisodeManifest.For(job.PartitionKey, plan.Request, audio, chapters, parts);
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, PipelineJson.Readable);
        await storage.Episodes.GetBlobClient(EpisodeAddress.BlobName(job, EpisodeFile.Manifest))
            .TryCreateAsync(new BinaryData(json), "application/json", metadata: null, cancellationToken);
        return audio;
    }

    async Task<EpisodeAudio> WriteAudioAsync(
        JobRow job, JobPlan plan, List<EpisodeManifest.ChapterPart> chapters, List<EpisodeManifest.SegmentPart> parts, CancellationToken cancellationToken)
    {
        var speech = new SegmentReadAhead(segments, plan.Segments, cancellationToken);
        var format = OutputFormat(plan.Request, (await speech.PeekAsync()).Audio.Format);
        using var encoder = EpisodeEncoder.Create(Output(plan.Request, format));
        var timeline = new EpisodeTimeline(encoder, format);
        var blob = new EpisodeBlob(storage.Episodes.GetBlockBlobClient(EpisodeAddress.BlobName(job, EpisodeFile.Audio)), encoder.ContentType);

        foreach (var segment in plan.Segments)
        {
            var (audio, stored) = await speech.NextAsync();
            if (segment.Chapter >= chapters.Count)
            {
                chapters.Add(new EpisodeManifest.ChapterPart(plan.Chapters[segment.Chapter], timeline.Position));
            }

            var (start, end) = timeline.Append(audio, blob.Body);
            timeline.AppendPause(segment.PauseAfterMs, blob.Body);
            parts.Add(new EpisodeManifest.SegmentPart(
                segment.Index, segment.Chapter, segment.Speaker, TextHash(segment.Text), segment.Text.Length, start, end,
                stored.Attempts, FromCache: stored.Job != job.PartitionKey));
            await blob.FlushAsync(cancellationToken);
        }

        encoder.Finish(blob.Body);
        var (bytes, sha256) = await blob.CommitAsync(encoder.BuildHeader(), cancellationToken);
        return new EpisodeAudio(
            encoder.ContentType, bytes, sha256, format.SampleRateHz, format.Channels, timeline.Position,
            (double)timeline.Position / format.SampleRateHz);
    }

    /// <summary>The caller's rate, else the speech's own, else, where MP3 cannot have that, the next above that it can.</summary>
    static PcmFormat OutputFormat(JobRequest request, PcmFormat speech)
    {
        var wanted = request.SampleRate ?? speech.SampleRateHz;
        if (request.ResponseFormat == AudioContainer.Mp3 && Mp3Format.Refusal(wanted, request.BitRate) is not null)
        {
            wanted = Mp3Format.SampleRatesHz.FirstOrDefault(rate => rate > wanted && Mp3Format.Refusal(rate, request.BitRate) is null, 44_100);
        }

        return new PcmFormat(wanted, speech.Channels);
    }

    static AudioOutput Output(JobRequest request, PcmFormat format) => new(
        request.ResponseFormat,
        format,
        request.ResponseFormat == AudioContainer.Raw ? request.ResponseEncoding : SampleEncoding.PcmS16Le,
        request.ResponseFormat == AudioContainer.Mp3 ? request.BitRate : null);

    static string TextHash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
