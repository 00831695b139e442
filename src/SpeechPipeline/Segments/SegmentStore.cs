using System.Buffers;
using System.Globalization;
using System.Net;
using Azure;
using Azure.Storage.Blobs;
using SpeechPipeline.Audio;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Segments;

/// <summary>
/// The container <c>segments</c>: each spoken segment once, as 16-bit WAV, for every job that needs the same speech. Stored speech is
/// ready to be joined: its edges are trimmed and faded (<see cref="SpeechEdges"/>).
/// </summary>
public sealed class SegmentStore(PipelineStorage storage)
{
    const string FramesKey = "frames";
    const string RateKey = "rate";
    const string ChannelsKey = "channels";
    const string JobKey = "job";
    const string AttemptsKey = "attempts";
    const string ShapeKey = "shape";
    const string DoubtKey = "doubt";

    readonly RecentSegments _recent = new();

    /// <summary>The stored segment's data; null if it was never spoken.</summary>
    public async Task<StoredSegment?> FindAsync(PlannedSegment segment, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await Blob(segment).GetPropertiesAsync(cancellationToken: cancellationToken);
            return Read(properties.Value.Metadata);
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Stores speech, unless there is one already: then the stored one is used, so that all jobs sound alike.</summary>
    internal async Task<StoredSegment> WriteAsync(PlannedSegment segment, SpeechTake take, string job, int attempts, CancellationToken cancellationToken)
    {
        var speech = SpeechEdges.Trim(take.Audio);
        var stored = new StoredSegment(speech.FrameCount, speech.Format.SampleRateHz, speech.Format.Channels, job, attempts, take.Shape, take.Doubt?.Reason);
        var file = Wav(speech);
        var metadata = new Dictionary<string, string>
        {
            [FramesKey] = stored.Frames.ToString(CultureInfo.InvariantCulture),
            [RateKey] = stored.SampleRateHz.ToString(CultureInfo.InvariantCulture),
            [ChannelsKey] = stored.Channels.ToString(CultureInfo.InvariantCulture),
            [JobKey] = job,
            [AttemptsKey] = attempts.ToString(CultureInfo.InvariantCulture),
            [ShapeKey] = take.Shape.ToString(),
        };
        if (stored.Doubt is { } doubt)
        {
            metadata[DoubtKey] = doubt;
        }

        var created = await Blob(segment).TryCreateAsync(file, "audio/wav", metadata, cancellationToken);
        if (!created)
        {
            return (await FindAsync(segment, cancellationToken))!;
        }

        _recent.Add(Name(segment), file);
        return stored;
    }

    /// <summary>The speech of a stored segment.</summary>
    public async Task<PcmAudio> ReadAsync(PlannedSegment segment, CancellationToken cancellationToken)
    {
        var name = Name(segment);
        if (_recent.Find(name) is { } recent)
        {
            return WavReader.Read(recent.ToMemory());
        }

        var blob = await Blob(segment).DownloadContentAsync(cancellationToken);
        _recent.Add(name, blob.Value.Content); // it is measured first, and mastered then
        return WavReader.Read(blob.Value.Content.ToMemory());
    }

    BlobClient Blob(PlannedSegment segment) => storage.Segments.GetBlobClient(Name(segment));

    static string Name(PlannedSegment segment) => $"{segment.Key[..2]}/{segment.Key}/{segment.Take}.wav";

    static StoredSegment Read(IDictionary<string, string> metadata) => new(
        int.Parse(metadata[FramesKey], CultureInfo.InvariantCulture),
        int.Parse(metadata[RateKey], CultureInfo.InvariantCulture),
        int.Parse(metadata[ChannelsKey], CultureInfo.InvariantCulture),
        metadata[JobKey],
        int.Parse(metadata[AttemptsKey], CultureInfo.InvariantCulture),
        SpeechShape.Parse(metadata.TryGetValue(ShapeKey, out var shape) ? shape : null),
        metadata.TryGetValue(DoubtKey, out var doubt) ? doubt : null);

    static BinaryData Wav(PcmAudio audio)
    {
        var samples = new ArrayBufferWriter<byte>(audio.Samples.Length * sizeof(short));
        PcmCodec.Encode(audio.Samples, SampleEncoding.PcmS16Le, samples);
        var header = WavHeader.Build(audio.Format, SampleEncoding.PcmS16Le, samples.WrittenCount);
        return new BinaryData((byte[])[.. header, .. samples.WrittenSpan]);
    }
}
