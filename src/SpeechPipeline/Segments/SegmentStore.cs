using System.Globalization;
using System.Net;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
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
    const string StandInsKey = "standins";

    // A blob takes 8 KiB of metadata. Speech of ten minutes stays far below this; sound that ticks along does not, and nothing can be compared with it.
    const int LongestShape = 4_000;

    // Segments of earlier versions do not have it; nobody knows which jobs use them.
    const string SharedKey = "shared";
    const string Shared = "yes";
    const string Own = "no";
    const int DeletedAtOnce = 8;

    readonly RecentSegments _recent = new();

    /// <summary>The stored segment's data; null if it was never spoken.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="named">What nothing may stand in for: a take in which something did is passed over.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<StoredSegment?> FindAsync(PlannedSegment segment, SpeechChoice named, CancellationToken cancellationToken)
    {
        for (var take = segment; await Blob(take).FindPropertiesAsync(cancellationToken) is { } properties; take = Next(take))
        {
            var stored = Read(take, properties.Metadata);
            if ((stored.StandIns & named) == SpeechChoice.None)
            {
                return stored;
            }
        }

        return null;
    }

    /// <summary>
    /// The stored segment's data, for a job that will use it; null if it was never spoken. The first use by another job than its own is written to the
    /// segment, conditional on its ETag: from then on it is not deleted with its own job.
    /// </summary>
    /// <returns>The data, and the segment with the take that has or lacks them.</returns>
    /// <inheritdoc cref="FindAsync(PlannedSegment, SpeechChoice, CancellationToken)"/>
    public async Task<(StoredSegment? Stored, PlannedSegment Segment)> UseAsync(
        PlannedSegment segment, SpeechChoice named, string job, CancellationToken cancellationToken)
    {
        while (await Blob(segment).FindPropertiesAsync(cancellationToken) is { } properties)
        {
            var (blob, stored) = (Blob(segment), Read(segment, properties.Metadata));
            if ((stored.StandIns & named) != SpeechChoice.None)
            {
                segment = Next(segment);
            }
            else if (stored.Job == job || !properties.Metadata.Contains(KeyValuePair.Create(SharedKey, Own))
                || await TryShareAsync(blob, properties, cancellationToken))
            {
                return (stored, segment);
            }
        }

        return (null, segment);
    }

    /// <summary>Deletes the speech with that key that the job had spoken and no other job has used. May be repeated.</summary>
    /// <param name="key">See <see cref="SegmentKey"/>.</param>
    /// <param name="job">The job's id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task DeleteOwnAsync(string key, string job, CancellationToken cancellationToken)
    {
        await foreach (var take in storage.Segments.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, Folder(key), cancellationToken))
        {
            if (take.Metadata.Contains(KeyValuePair.Create(JobKey, job)) && take.Metadata.Contains(KeyValuePair.Create(SharedKey, Own)))
            {
                await TryDeleteAsync(storage.Segments.GetBlobClient(take.Name), take.Properties.ETag, cancellationToken);
            }
        }
    }

    /// <inheritdoc cref="DeleteOwnAsync(string, string, CancellationToken)"/>
    public Task DeleteOwnAsync(IEnumerable<string> keys, string job, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        keys.Distinct(StringComparer.Ordinal), new ParallelOptions { MaxDegreeOfParallelism = DeletedAtOnce, CancellationToken = cancellationToken },
        async (key, token) => await DeleteOwnAsync(key, job, token));

    /// <summary>Stores speech, unless there is one already: then the stored one is used, so that all jobs sound alike.</summary>
    internal async Task<StoredSegment> WriteAsync(PlannedSegment segment, SpeechTake take, string job, int attempts, CancellationToken cancellationToken)
    {
        var speech = SpeechEdges.Trim(take.Audio);
        var stored = new StoredSegment(speech.FrameCount, speech.Format.SampleRateHz, speech.Format.Channels, job, attempts, take.Shape, take.Doubt?.Reason, segment.Take, take.StandIns);
        var file = WavFile.Of(speech);
        var metadata = new Dictionary<string, string>
        {
            [FramesKey] = stored.Frames.ToString(CultureInfo.InvariantCulture),
            [RateKey] = stored.SampleRateHz.ToString(CultureInfo.InvariantCulture),
            [ChannelsKey] = stored.Channels.ToString(CultureInfo.InvariantCulture),
            [JobKey] = job,
            [AttemptsKey] = attempts.ToString(CultureInfo.InvariantCulture),
            [SharedKey] = Own,
        };
        if (take.Shape.ToString() is { Length: <= LongestShape } shape)
        {
            metadata[ShapeKey] = shape;
        }

        if (stored.StandIns != SpeechChoice.None)
        {
            metadata[StandInsKey] = stored.StandIns.ToString();
        }

        if (stored.Doubt is { } doubt)
        {
            metadata[DoubtKey] = doubt;
        }

        while (!await Blob(segment).TryCreateAsync(file, "audio/wav", metadata, cancellationToken))
        {
            if ((await UseAsync(segment, SpeechChoice.None, job, cancellationToken)).Stored is { } earlier)
            {
                return earlier;
            }

            // It was deleted in between.
        }

        _recent.Add(Name(segment), stored, file);
        return stored;
    }

    /// <summary>The speech of a stored segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="stored">Its data, as it was found or stored.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<PcmAudio> ReadAsync(PlannedSegment segment, StoredSegment stored, CancellationToken cancellationToken)
    {
        var name = Name(segment);
        if (_recent.Find(name, stored) is { } recent)
        {
            return WavReader.Read(recent.ToMemory());
        }

        var blob = await Blob(segment).DownloadContentAsync(cancellationToken);
        _recent.Add(name, stored, blob.Value.Content); // it is measured first, and mastered then
        return WavReader.Read(blob.Value.Content.ToMemory());
    }

    static async Task<bool> TryShareAsync(BlobClient blob, BlobProperties properties, CancellationToken cancellationToken)
    {
        try
        {
            var metadata = new Dictionary<string, string>(properties.Metadata, StringComparer.Ordinal) { [SharedKey] = Shared };
            await blob.SetMetadataAsync(metadata, new BlobRequestConditions { IfMatch = properties.ETag }, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.NotFound)
        {
            // Someone else has written it, or deleted the segment: it is looked up again.
            return false;
        }
    }

    static async Task TryDeleteAsync(BlobClient blob, ETag? etag, CancellationToken cancellationToken)
    {
        try
        {
            await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = etag }, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.PreconditionFailed)
        {
            // Another job has just begun to use it.
        }
    }

    BlobClient Blob(PlannedSegment segment) => storage.Segments.GetBlobClient(Name(segment));

    static string Name(PlannedSegment segment) => $"{Folder(segment.Key)}{segment.Take}.wav";

    static string Folder(string key) => $"{key[..2]}/{key}/";

    static PlannedSegment Next(PlannedSegment segment) => segment with { Take = segment.Take + 1 };

    static StoredSegment Read(PlannedSegment segment, IDictionary<string, string> metadata) => new(
        int.Parse(metadata[FramesKey], CultureInfo.InvariantCulture),
        int.Parse(metadata[RateKey], CultureInfo.InvariantCulture),
        int.Parse(metadata[ChannelsKey], CultureInfo.InvariantCulture),
        metadata[JobKey],
        int.Parse(metadata[AttemptsKey], CultureInfo.InvariantCulture),
        SpeechShape.Parse(metadata.TryGetValue(ShapeKey, out var shape) ? shape : null),
        metadata.TryGetValue(DoubtKey, out var doubt) ? doubt : null,
        segment.Take,
        metadata.TryGetValue(StandInsKey, out var standIns) ? Enum.Parse<SpeechChoice>(standIns) : SpeechChoice.None);
}
