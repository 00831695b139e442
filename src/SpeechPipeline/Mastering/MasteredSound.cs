using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Mastering;

/// <summary>The mastered and encoded sound of an episode, in memory or in staged blocks. With a header and tags it becomes a file.</summary>
public sealed partial class MasteredSound : IDisposable
{
    readonly EpisodeLayout _layout;
    readonly BlockBlobClient _blob;
    readonly IReadOnlyList<MasteredChunk> _chunks;
    readonly ReadOnlyMemory<byte>[] _bodies;
    readonly EpisodeGain? _gain;
    readonly MasteringCheckpoints? _checkpoints;
    readonly string _job;
    readonly ILogger _logger;

    /// <param name="bodies">The bytes of each chunk, if they are in memory.</param>
    /// <param name="gain">The measured loudness and the gain; null if the sound was left unchanged.</param>
    /// <param name="checkpoints">Null if the sound is in memory.</param>
    internal MasteredSound(
        EpisodeLayout layout, BlockBlobClient blob, IReadOnlyList<MasteredChunk> chunks, ReadOnlyMemory<byte>[] bodies, EpisodeGain? gain,
        MasteringCheckpoints? checkpoints, string job, ILogger logger)
    {
        _layout = layout;
        _blob = blob;
        _chunks = chunks;
        _bodies = bodies;
        _gain = gain;
        _checkpoints = checkpoints;
        _job = job;
        _logger = logger;
    }

    /// <summary>Releases the memory of the sound.</summary>
    internal event Action? Disposed;

    /// <summary>Publishes the file completely or not at all; an existing one stays.</summary>
    /// <returns>The published episode; null if staged blocks are gone and the next invocation must make them again.</returns>
    public async Task<MasteredEpisode?> PublishAsync(EpisodeTags tags, CancellationToken cancellationToken)
    {
        var output = _layout.Output;
        var stream = _chunks.Aggregate(default(Mp3StreamSummary), (all, next) => all.Followed(next.Stream));
        var header = output.BuildHeader(_layout.Frames, stream, tags);
        var file = new EpisodeBlob(_blob, output.Container.MediaType);
        var published = _checkpoints is null
            ? await file.PutAsync(Whole(header), cancellationToken)
            : await file.CommitAsync(header, _chunks.Select(chunk => chunk.Blocks), cancellationToken);
        if (published is not { } known)
        {
            Log.BlocksGone(_logger, _job);
            await _checkpoints!.ForgetAsync(cancellationToken);
            return null;
        }

        return new MasteredEpisode(
            _layout,
            new EpisodeAudio(
                output.Container.MediaType, known.Bytes, known.Sha256, _layout.Format.SampleRateHz, _layout.Format.Channels, _layout.Frames,
                (double)_layout.Frames / _layout.Format.SampleRateHz),
            Loudness(),
            LevelStrip.Of(_chunks.Select(chunk => chunk.Loudness), _layout.Format),
            [.. _chunks.SelectMany(chunk => chunk.Silences)],
            tags);
    }

    public void Dispose()
    {
        Disposed?.Invoke();
        Disposed = null;
    }

    EpisodeLoudness Loudness()
    {
        var peak = _chunks.Max(chunk => chunk.TruePeak);
        return new EpisodeLoudness(
            _gain?.Target is { Measure: LoudnessMeasure.Integrated, Level: var lufs } ? lufs : null, Rounded(_gain?.SpokenLufs), Rounded(_gain?.GainDb) ?? 0, Rounded(_chunks.Max(chunk => chunk.ReductionDb))!.Value,
            Rounded(LoudnessEnergies.Integrate(_chunks.Select(chunk => chunk.Loudness), _layout.Format)),
            peak > 0 ? Rounded(20 * Math.Log10(peak)) : null,
            _gain?.Target is { Measure: LoudnessMeasure.Rms, Level: var rms } ? rms : null,
            Rounded(SquareSum.RmsDb(_chunks.Select(chunk => chunk.SquareSum), _layout.Frames * _layout.Format.Channels)));
    }

    byte[] Whole(byte[] header)
    {
        var whole = new byte[header.Length + _bodies.Sum(body => body.Length)];
        header.CopyTo(whole, 0);
        var at = header.Length;
        foreach (var body in _bodies)
        {
            body.CopyTo(whole.AsMemory(at));
            at += body.Length;
        }

        return whole;
    }

    static double? Rounded(double? decibels) => decibels is { } value ? Math.Round(value, 2) : null;

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job}: staged blocks are gone, so its chunks are mastered again")]
        public static partial void BlocksGone(ILogger logger, string job);
    }
}
