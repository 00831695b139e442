using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.Segments;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Mastering;

/// <summary>
/// Makes the sound of an episode from its segments: measures it as it was spoken, applies one gain, limits its peaks and encodes it,
/// several chunks in parallel. The next invocation continues unfinished work.
/// </summary>
public sealed partial class EpisodeMaster(PipelineStorage storage, SegmentStore segments, TimeProvider time, ILogger<EpisodeMaster> logger) : IDisposable
{
    /// <summary>An episode longer than this is made in chunks that are stored across invocations.</summary>
    const int MostSecondsInOneGo = 15 * 60;

    /// <summary>The share of the work that finding the gain takes, about; the rest is mastering and encoding.</summary>
    const double MeasuringShare = 0.5;

    /// <summary>Bounds the chunks in work in this process, over all episodes: each takes a core.</summary>
    readonly SemaphoreSlim _cores = new(Environment.ProcessorCount);

    /// <summary>Bounds the number of episodes in memory.</summary>
    readonly SemaphoreSlim _inMemory = new(Environment.ProcessorCount);

    /// <summary>The largest file, in bytes, that is made in memory, if it is also at most a quarter of an hour long.</summary>
    internal long MostBytesInMemory { get; init; } = 24 * 1024 * 1024;

    /// <summary>Whether the episode is short enough to be made in memory in one invocation.</summary>
    public bool IsMadeInMemory(EpisodeLayout layout) =>
        BytesOf(layout) <= MostBytesInMemory && layout.Frames <= (long)MostSecondsInOneGo * layout.Format.SampleRateHz;

    /// <param name="job">The id of the episode's job.</param>
    /// <param name="blob">The blob of the file.</param>
    /// <param name="layout">The layout of the episode.</param>
    /// <param name="target">The loudness to reach; null leaves every sample unchanged.</param>
    /// <param name="until">No chunk but the first begins after this time.</param>
    /// <param name="progressed">Told, after each chunk, the share of the work that is done, from 0 to 1. Never called by two threads at once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The sound, to be published and disposed; null if the next invocation must continue.</returns>
    public async Task<MasteredSound?> MasterAsync(
        string job, BlockBlobClient blob, EpisodeLayout layout, TargetLoudness? target, DateTimeOffset until, Action<double> progressed, CancellationToken cancellationToken)
    {
        if (!IsMadeInMemory(layout))
        {
            return await MasterAsync(job, blob, layout, target, new MasteringCheckpoints(storage, job, layout.Fingerprint(target)), until, progressed, cancellationToken);
        }

        await _inMemory.WaitAsync(cancellationToken);
        MasteredSound? sound = null;
        try
        {
            // Regardless of the time budget, because a later invocation could not continue from memory.
            sound = await MasterAsync(job, blob, layout, target, checkpoints: null, DateTimeOffset.MaxValue, progressed, cancellationToken);
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

    /// <param name="checkpoints">Null if the episode is made in memory.</param>
    async Task<MasteredSound?> MasterAsync(
        string job, BlockBlobClient blob, EpisodeLayout layout, TargetLoudness? target, MasteringCheckpoints? checkpoints, DateTimeOffset until,
        Action<double> progressed, CancellationToken cancellationToken)
    {
        var master = new ChunkMaster(segments, layout, target?.CeilingDbtp ?? 0);
        EpisodeGain? gain = null;
        if (target is not null)
        {
            gain = new EpisodeGain(layout, target, (tried, round) => MeasureAsync(
                layout, master, tried, checkpoints, round, until, share => progressed(MeasuringShare * EpisodeGain.ShareDone(round, share)), cancellationToken));
            if (!await gain.FindAsync())
            {
                return null;
            }
        }

        var bodies = new ReadOnlyMemory<byte>[layout.Chunks.Count];
        var done = checkpoints is null ? [] : await checkpoints.ReadMasteredAsync(cancellationToken);
        var measured = target is null ? 0 : MeasuringShare;
        if (!await ForEachAsync(layout, done, until, MasterOneAsync, share => progressed(measured + ((1 - measured) * share)), cancellationToken))
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
        EpisodeLayout layout, ChunkMaster master, double? gainDb, MasteringCheckpoints? checkpoints, int round, DateTimeOffset until,
        Action<double> progressed, CancellationToken cancellationToken)
    {
        var measured = checkpoints is null ? [] : await checkpoints.ReadMeasuredAsync(round, cancellationToken);
        var before = measured.Count;
        var complete = await ForEachAsync(layout, measured, until, (chunk, lost) => master.MeasureAsync(chunk, gainDb, lost), progressed, cancellationToken);
        if (checkpoints is not null && measured.Count > before)
        {
            await checkpoints.WriteMeasuredAsync(round, measured, cancellationToken);
        }

        return complete ? measured.Values : null;
    }

    /// <summary>Works on the unfinished chunks, on all cores; on the first in any case, so that every invocation makes progress.</summary>
    /// <returns>Whether all chunks are done.</returns>
    async Task<bool> ForEachAsync<T>(
        EpisodeLayout layout, Dictionary<int, T> done, DateTimeOffset until, Func<Chunk, CancellationToken, Task<T>> work, Action<double> progressed,
        CancellationToken cancellationToken)
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
                    progressed((double)done.Count / layout.Chunks.Count);
                }
            }
            finally
            {
                _cores.Release();
            }
        });
        return done.Count == layout.Chunks.Count;
    }

    /// <summary>An estimate of the file's bytes without header and tags.</summary>
    static long BytesOf(EpisodeLayout layout) => layout.Output.BitRate is { } bits
        ? layout.Frames * bits / 8 / layout.Format.SampleRateHz
        : layout.Frames * layout.Format.Channels * layout.Output.Encoding.BytesPerSample();

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Job {Job}: {Done} of {Total} chunks are mastered")]
        public static partial void Unfinished(ILogger logger, string job, int done, int total);
    }
}
