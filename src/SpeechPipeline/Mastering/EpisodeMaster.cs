using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Segments;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Mastering;

/// <summary>
/// Makes one file of an episode's segments: measures the whole as it was spoken, gives it one gain, limits its peaks, encodes it, in
/// chunks at once, and publishes it. What an invocation does not finish, the next one goes on with.
/// </summary>
public sealed partial class EpisodeMaster(PipelineStorage storage, SegmentStore segments, TimeProvider time, ILogger<EpisodeMaster> logger) : IDisposable
{
    /// <summary>An episode longer than this is made in chunks that outlive the invocation.</summary>
    const int MostSecondsInOneGo = 15 * 60;

    /// <summary>Chunks under way in this process, of all episodes: each takes a core.</summary>
    readonly SemaphoreSlim _cores = new(Environment.ProcessorCount);

    /// <summary>Episodes that are in memory: their size is bounded, and so is their number.</summary>
    readonly SemaphoreSlim _inMemory = new(Environment.ProcessorCount);

    /// <summary>What is not longer than a quarter of an hour, nor larger than this, is made in memory and in one go: in seconds.</summary>
    internal long MostBytesInMemory { get; init; } = 24 * 1024 * 1024;

    /// <param name="job">Whose episode.</param>
    /// <param name="layout">Where everything lies in it.</param>
    /// <param name="targetLufs">Its loudness; null leaves every sample as it is.</param>
    /// <param name="tagAsync">What the file says of itself; asked for once, and of a long episode only when all else is made.</param>
    /// <param name="until">No chunk is begun after this but the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The published episode; null when the next invocation is to go on.</returns>
    public async Task<MasteredEpisode?> MasterAsync(
        JobRow job, EpisodeLayout layout, double? targetLufs, Func<Task<EpisodeTags>> tagAsync, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (!IsMadeInMemory(layout))
        {
            var checkpoints = new MasteringCheckpoints(storage, job.PartitionKey, layout.Fingerprint(targetLufs));
            return await MasterAsync(job, layout, targetLufs, tagAsync, checkpoints, until, cancellationToken);
        }

        // Before an episode takes its place: a picture may come from far away.
        var tags = await tagAsync();
        await _inMemory.WaitAsync(cancellationToken);
        try
        {
            // Whatever the time: nothing of it would be left to go on from.
            return await MasterAsync(job, layout, targetLufs, () => Task.FromResult(tags), checkpoints: null, DateTimeOffset.MaxValue, cancellationToken);
        }
        finally
        {
            _inMemory.Release();
        }
    }

    /// <summary>Deletes the checkpoints of an episode whose job has ended.</summary>
    public async Task ForgetAsync(JobRow job, EpisodeLayout layout, CancellationToken cancellationToken)
    {
        if (!IsMadeInMemory(layout))
        {
            await MasteringCheckpoints.ForgetAllAsync(storage, job.PartitionKey, cancellationToken);
        }
    }

    public void Dispose()
    {
        _cores.Dispose();
        _inMemory.Dispose();
    }

    /// <param name="checkpoints">Null: it is made in memory.</param>
    async Task<MasteredEpisode?> MasterAsync(
        JobRow job, EpisodeLayout layout, double? targetLufs, Func<Task<EpisodeTags>> tagAsync, MasteringCheckpoints? checkpoints, DateTimeOffset until,
        CancellationToken cancellationToken)
    {
        var master = new ChunkMaster(segments, layout);
        var blob = storage.Episodes.GetBlockBlobClient(EpisodeAddress.BlobName(job, EpisodeFile.Audio));
        var (gain, spoken) = (default(double?), default(double?));
        if (targetLufs is { } target)
        {
            var finder = new EpisodeGain(layout, target, (tried, round) => MeasureAsync(layout, master, tried, checkpoints, round, until, cancellationToken));
            gain = await finder.FindAsync();
            spoken = finder.SpokenLufs;
            if (gain is null)
            {
                return null;
            }
        }

        var kept = new ReadOnlyMemory<byte>[layout.Chunks.Count];
        var done = checkpoints is null ? [] : await checkpoints.ReadMasteredAsync(cancellationToken);
        if (!await ForEachAsync(layout, done, until, MasterOneAsync, cancellationToken))
        {
            Log.Unfinished(logger, job.PartitionKey, done.Count, layout.Chunks.Count);
            return null;
        }

        var chunks = layout.Chunks.Select(chunk => done[chunk.Index]).ToList();
        var stream = chunks.Aggregate(default(Mp3StreamSummary), (all, next) => all.Followed(next.Stream));
        var tags = await tagAsync();
        var header = layout.Output.BuildHeader(layout.Frames, stream, tags);
        var file = new EpisodeBlob(blob, layout.Output.Container.MediaType);
        var published = checkpoints is null
            ? await file.PutAsync(Whole(header, kept), cancellationToken)
            : await file.CommitAsync(header, chunks.Select(chunk => chunk.Blocks), cancellationToken);
        if (published is not { } known)
        {
            Log.BlocksGone(logger, job.PartitionKey);
            await checkpoints!.ForgetAsync(cancellationToken);
            return null;
        }

        return new MasteredEpisode(
            layout,
            new EpisodeAudio(
                layout.Output.Container.MediaType, known.Bytes, known.Sha256, layout.Format.SampleRateHz, layout.Format.Channels, layout.Frames,
                (double)layout.Frames / layout.Format.SampleRateHz),
            LoudnessOf(chunks),
            [.. chunks.SelectMany(chunk => chunk.Silences)],
            tags);

        async Task<MasteredChunk> MasterOneAsync(Chunk chunk, CancellationToken lost)
        {
            var body = new ChunkBody(blob, chunk.Index, inMemory: checkpoints is null);
            var mastered = await master.MasterAsync(chunk, gain, body, lost);
            if (checkpoints is null)
            {
                kept[chunk.Index] = body.Kept;
            }
            else
            {
                await checkpoints.WriteMasteredAsync(chunk.Index, mastered, lost);
            }

            return mastered;
        }

        EpisodeLoudness LoudnessOf(List<MasteredChunk> all)
        {
            var peak = all.Max(chunk => chunk.TruePeak);
            return new EpisodeLoudness(
                targetLufs, Rounded(spoken), Rounded(gain) ?? 0, Rounded(all.Max(chunk => chunk.ReductionDb))!.Value,
                Rounded(LoudnessEnergies.Integrate(all.Select(chunk => chunk.Loudness), layout.Format)),
                peak > 0 ? Rounded(20 * Math.Log10(peak)) : null);
        }
    }

    async Task<IReadOnlyCollection<MeasuredChunk>?> MeasureAsync(
        EpisodeLayout layout, ChunkMaster master, double? gainDb, MasteringCheckpoints? checkpoints, int round, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var measured = checkpoints is null ? [] : await checkpoints.ReadMeasuredAsync(round, cancellationToken);
        var before = measured.Count;
        var complete = await ForEachAsync(layout, measured, until, (chunk, lost) => master.MeasureAsync(chunk, gainDb, lost), cancellationToken);
        if (checkpoints is not null && measured.Count > before)
        {
            await checkpoints.WriteMeasuredAsync(round, measured, cancellationToken);
        }

        return complete ? measured.Values : null;
    }

    /// <summary>Does what is not done yet, on all cores; the first in any case, so that every invocation gets on.</summary>
    /// <returns>Whether all is done.</returns>
    async Task<bool> ForEachAsync<T>(
        EpisodeLayout layout, Dictionary<int, T> done, DateTimeOffset until, Func<Chunk, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var open = layout.Chunks.Where(chunk => !done.ContainsKey(chunk.Index)).ToList();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open, options, async (chunk, lost) =>
        {
            await _cores.WaitAsync(lost);
            try
            {
                if (chunk != open[0] && time.GetUtcNow() >= until)
                {
                    return;
                }

                var result = await work(chunk, lost);
                lock (done)
                {
                    done[chunk.Index] = result;
                }
            }
            finally
            {
                _cores.Release();
            }
        });
        return done.Count == layout.Chunks.Count;
    }

    static byte[] Whole(byte[] header, ReadOnlyMemory<byte>[] bodies)
    {
        var whole = new byte[header.Length + bodies.Sum(body => body.Length)];
        header.CopyTo(whole, 0);
        var at = header.Length;
        foreach (var body in bodies)
        {
            body.CopyTo(whole.AsMemory(at));
            at += body.Length;
        }

        return whole;
    }

    bool IsMadeInMemory(EpisodeLayout layout) =>
        BytesOf(layout) <= MostBytesInMemory && layout.Frames <= (long)MostSecondsInOneGo * layout.Format.SampleRateHz;

    /// <summary>About so many; an MP3's header and tags are not counted.</summary>
    static long BytesOf(EpisodeLayout layout) => layout.Output.BitRate is { } bits
        ? layout.Frames * bits / 8 / layout.Format.SampleRateHz
        : layout.Frames * layout.Format.Channels * layout.Output.Encoding.BytesPerSample();

    static double? Rounded(double? decibels) => decibels is { } value ? Math.Round(value, 2) : null;

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job}: {Done} of {Total} chunks are mastered")]
        public static partial void Unfinished(ILogger logger, string job, int done, int total);

        [LoggerMessage(LogLevel.Warning, "Job {Job}: staged blocks are gone, its chunks are mastered again")]
        public static partial void BlocksGone(ILogger logger, string job);
    }
}
