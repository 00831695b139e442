using System.Buffers;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Mastering;

/// <summary>Measures or masters one chunk.</summary>
/// <param name="store">Has its speech.</param>
/// <param name="layout">The episode.</param>
/// <param name="ceilingDbtp">True peaks stay below, wherever a gain is applied.</param>
sealed class ChunkMaster(SegmentStore store, EpisodeLayout layout, double ceilingDbtp)
{
    readonly ChunkSound _sound = new(store, layout.Format);

    /// <summary>Measures the chunk as it was spoken or, with a gain, as it would be after mastering.</summary>
    public async Task<MeasuredChunk> MeasureAsync(Chunk chunk, double? gainDb, CancellationToken cancellationToken)
    {
        var (loudness, peak) = (new LoudnessMeter(layout.Format, chunk.Start), new TruePeakMeter(layout.Format));
        var squares = default(SquareSum);
        var (limiter, limited) = (Limiter(gainDb), new ArrayBufferWriter<float>());
        await foreach (var (_, sound) in _sound.ReadAsync(chunk, cancellationToken))
        {
            if (limiter is null)
            {
                loudness.Add(sound.Samples);
                squares.Add(sound.Samples);
                peak.Add(sound.Samples);
            }
            else
            {
                limiter.Process(sound.Samples, limited);
                loudness.Add(limited.WrittenSpan);
                squares.Add(limited.WrittenSpan);
                limited.ResetWrittenCount();
            }
        }

        limiter?.Finish(limited);
        loudness.Add(limited.WrittenSpan);
        squares.Add(limited.WrittenSpan);
        return new MeasuredChunk(loudness.Finish(), peak.Finish(), squares.Value);
    }

    /// <summary>Amplifies, limits, encodes.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="gainDb">The episode's gain; null leaves every sample as it is.</param>
    /// <param name="body">Receives the bytes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<MasteredChunk> MasterAsync(Chunk chunk, double? gainDb, ChunkBody body, CancellationToken cancellationToken)
    {
        var (loudness, peak) = (new LoudnessMeter(layout.Format, chunk.Start), new TruePeakMeter(layout.Format));
        var squares = default(SquareSum);
        var limiter = Limiter(gainDb);
        var (mastered, silences) = (new ArrayBufferWriter<float>(), new List<IReadOnlyList<Silence>>());
        using var encoder = layout.Output.CreateEncoder(layout.PlaceOf(chunk));

        await foreach (var (segment, sound) in _sound.ReadAsync(chunk, cancellationToken))
        {
            if (segment is not null)
            {
                silences.Add([.. SilenceFinder.Find(sound).Select(found => new Silence(segment.Start + found.Start, segment.Start + found.End))]);
            }

            if (limiter is null)
            {
                mastered.Write(sound.Samples);
            }
            else
            {
                limiter.Process(sound.Samples, mastered);
            }

            Pass();
            await body.FlushAsync(cancellationToken);
        }

        limiter?.Finish(mastered);
        Pass();
        encoder.Finish(body.Writer);
        await body.CloseAsync(cancellationToken);
        return new MasteredChunk(body.Blocks, encoder.Summary, loudness.Finish(), peak.Finish(), limiter?.MostReductionDb ?? 0, squares.Value, silences);

        void Pass()
        {
            loudness.Add(mastered.WrittenSpan);
            squares.Add(mastered.WrittenSpan);
            peak.Add(mastered.WrittenSpan);
            encoder.Write(mastered.WrittenSpan, body.Writer);
            mastered.ResetWrittenCount();
        }
    }

    PeakLimiter? Limiter(double? gainDb) => gainDb is { } gain ? new PeakLimiter(layout.Format, gain, ceilingDbtp) : null;
}

/// <summary>The measured loudness of a chunk.</summary>
/// <param name="Loudness">Its part of the episode's loudness.</param>
/// <param name="TruePeak">The true peak; full scale is 1.</param>
/// <param name="SquareSum">The sum of its squared samples, over all channels.</param>
public sealed record MeasuredChunk(LoudnessEnergies Loudness, double TruePeak, double SquareSum);
