using System.Buffers;
using System.Text.Json;
using SpeechPipeline.Publishing.Transcripts;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Publishing;

/// <summary>The captions of episodes, WebVTT and SubRip: made from the stored transcript at the first request, then stored.</summary>
public sealed class EpisodeCaptions(PipelineStorage storage)
{
    /// <summary>Makes the file if it is captions that were never requested; other files exist already.</summary>
    public async Task EnsureAsync(EpisodeFiles files, EpisodeFile file, CancellationToken cancellationToken)
    {
        if (file is not (EpisodeFile.Transcript or EpisodeFile.TranscriptSrt))
        {
            return;
        }

        var blob = storage.Episodes.GetBlobClient(files.BlobNameOf(file));
        if (await blob.ExistsAsync(cancellationToken)
            || await storage.Episodes.GetBlobClient(files.BlobNameOf(EpisodeFile.TranscriptJson)).FindContentAsync(cancellationToken) is not { } stored)
        {
            return;
        }

        using var transcript = JsonDocument.Parse(stored.Content);
        var cues = TranscriptJson.ReadCues(transcript.RootElement);
        var body = new ArrayBufferWriter<byte>();
        var mediaType = WebVtt.MediaType;
        if (file == EpisodeFile.Transcript)
        {
            WebVtt.Write(cues, body);
        }
        else
        {
            SubRip.Write(cues, body);
            mediaType = SubRip.MediaType;
        }

        await blob.TryCreateAsync(new BinaryData(body.WrittenMemory), mediaType, metadata: null, cancellationToken);
    }
}
