using System.Buffers;
using System.Text.Json;
using SpeechPipeline.Publishing.Transcripts;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Publishing;

/// <summary>The transcripts of episodes for players, in WebVTT, SubRip and JSON: made from the stored timeline at the first request, then stored.</summary>
public sealed class EpisodeCaptions(PipelineStorage storage)
{
    static readonly Dictionary<EpisodeFile, (string MediaType, Action<IEnumerable<ShownCue>, IBufferWriter<byte>> Write)> Made = new()
    {
        [EpisodeFile.Transcript] = (WebVtt.MediaType, WebVtt.Write),
        [EpisodeFile.TranscriptSrt] = (SubRip.MediaType, SubRip.Write),
        [EpisodeFile.TranscriptJson] = (TranscriptJson.MediaType, TranscriptJson.Write),
    };

    /// <summary>Makes the file if it is a transcript that was never requested; other files exist already.</summary>
    public async Task EnsureAsync(EpisodeFiles files, EpisodeFile file, CancellationToken cancellationToken)
    {
        if (!Made.TryGetValue(file, out var made))
        {
            return;
        }

        var blob = storage.Episodes.GetBlobClient(files.BlobNameOf(file));
        if (await blob.ExistsAsync(cancellationToken)
            || await storage.Episodes.GetBlobClient(files.BlobNameOf(EpisodeFile.Timeline)).FindContentAsync(cancellationToken) is not { } stored)
        {
            return;
        }

        using var timeline = JsonDocument.Parse(stored.Content);
        var body = new ArrayBufferWriter<byte>();
        made.Write(TimelineJson.ReadCues(timeline.RootElement), body);
        await blob.TryCreateAsync(new BinaryData(body.WrittenMemory), made.MediaType, metadata: null, cancellationToken);
    }
}
