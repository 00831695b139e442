using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Audio;
using SpeechPipeline.Segments;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Mastering;

/// <summary>
/// Makes the sound of an episode from its segments: measures the whole as it was spoken, gives it one gain, limits its peaks and encodes it,
/// several chunks at once. What one invocation does not finish, the next one goes on with.
/// </summary>
public sealed partial class EpisodeMaster(PipelineStorage storage, SegmentStore segments, TimeProvider time, ILogger<EpisodeMaster> logger) : IDisposable
{
    /// <summary>An episode longer than this is made in chunks that outlive the invocation.</summary>
    const int MostSecondsInOneGo = 15 * 60;

    /// <summary>Chunks under way in this process, of all episodes: each takes a core.</summary>
    readonly SemaphoreSlim _cores = new(Environment.ProcessorCount);

    /// <summary>Episodes that are in memory: their size is bounded, and so is their number.</summary>
    readonly SemaphoreSlim _inMemory = new(Environment.ProcessorCount);

    /// <summary>What is not longer than a quarter of an hour, nor larger than this, is made in memory and in one go: in bytes.</summary>
    internal long MostBytesInMemory { get; init; } = 24 * 1024 * 1024;

    /// <summary>Whether the episode is short enough to be made in memory and in one go.</summary>
    public bool IsMadeInMemory(EpisodeLayout layout) =>
        BytesOf(layout) <= MostBytesInMemory && layout.Frames <= (long)MostSecondsInOneGo * layout.Format.SampleRateHz;

    /// <param name="job">Whose episode: its id.</param>
    /// <param name="blob">Where the file is to be.</param>
    /// <param name="layout">Where everything lies in it.</param>
    /// <param name="targetLufs">Its loudness; null leaves every sample as it is.</param>
    /// <param name="until">No chunk but the first is begun after this.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The sound, to be published and disposed of; null when the next invocation is to go on.</returns>
    public async Task<MasteredSound?> MasterAsync(
        string job, BlockBlobClient blob, EpisodeLayout layout, double? targetLufs, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (!IsMadeInMemory(layout))
        {
            return await MasterAsync(job, blob, layout, targetLufs, new MasteringCheckpoints(storage, job, layout.Fingerprint(targetLufs)), until, cancellationToken);
        }

        await _inMemory.WaitAsync(cancellationToken);
        MasteredSound? sound = null;
        try
        {
            // Whatever the time: nothing of it would be left to go on from.
            sound = await MasterAsync(job, blob, layout, targetLufs, checkpoints: null, DateTimeOffset.MaxValue, cancellationToken);
            sound!.Disposed += () => _inMemory.Release();
            return sound;
        }
        finally
        {
            if (sound is null)
            {
                _inMemory.Release();
            }
        }
    }

    /// <summary>Deletes the checkpoints of an episode whose job has ended.</summary>
    public async Task ForgetAsync(string job, EpisodeLayout layout, CancellationToken cancellationToken)
    {
        if (!IsMadeInMemory(layout))
        {
            await MasteringCheckpoints.ForgetAllAsync(storage, job, cancellationToken);
        }
    }

    public void Dispose()
    {
        _cores.Dispose();
        _inMemory.Dispose();
    }

    /// <param name="checkpoints">Null: it is made in memory.</param>
    async Task<MasteredSound?> MasterAsync(
        string job, BlockBlobClient blob, EpisodeLayout layout, double? targetLufs, MasteringCheckpoints? checkpoints, DateTimeOffset until,
        CancellationToken cancellationToken)
    {
        var master = new ChunkMaster(segments, layout);
        EpisodeGain? gain = null;
        if (targetLufs is { } target)
        {
            gain = new EpisodeGain(layout, target, (tried, round) => MeasureAsync(layout, master, tried, checkpoints, round, until, cancellationToken));
            if (!await gain.FindAsync())
            {
                return null;
            }
        }

        var bodies = new ReadOnlyMemory<byte>[layout.Chunks.Count];
        var done = checkpoints is null ? [] : await checkpoints.ReadMasteredAsync(cancellationToken);
        if (!await ForEachAsync(layout, done, until, MasterOneAsync, cancellationToken))
        {
            Log.Unfinished(logger, job, done.Count, layout.Chunks.Count);
            return null;
        }

        return new MasteredSound(layout, blob, [.. layout.Chunks.Select(chunk => done[chunk.Index])], bodies, gain, checkpoints, job, logger);

        async Task<MasteredChunk> MasterOneAsync(Chunk chunk, CancellationToken lost)
        {
            var body = new ChunkBody(blob, chunk.Index, inMemory: checkpoints is null);
            var mastered = await master.MasterAsync(chunk, gain?.GainDb, body, lost);
            if (checkpoints is null)
            {
                bodies[chunk.Index] = body.Kept;
            }
            else
            {
                await checkpoints.WriteMasteredAsync(chunk.Index, mastered, lost);
            }

            return mastered;
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

    /// <summary>About so many; a header and its tags are not counted.</summary>
    static long BytesOf(EpisodeLayout layout) => layout.Output.BitRate is { } bits
        ? layout.Frames * bits / 8 / layout.Format.SampleRateHz
        : layout.Frames * layout.Format.Channels * layout.Output.Encoding.BytesPerSample();

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job}: {Done} of {Total} chunks are mastered")]
        public static partial void Unfinished(ILogger logger, string job, int done, int total);
    }
}
