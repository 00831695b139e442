using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;

namespace SpeechPipeline.Mastering;

/// <summary>The data of a mastered chunk: with its staged blocks, a checkpoint from which any invocation continues.</summary>
/// <param name="Blocks">The number of its staged blocks; 0 if its bytes are in memory.</param>
/// <param name="Stream">Its MPEG frames, if it is MP3.</param>
/// <param name="Loudness">The loudness after mastering.</param>
/// <param name="TruePeak">The true peak after mastering; full scale is 1.</param>
/// <param name="ReductionDb">The largest reduction by the limiter, in dB.</param>
/// <param name="SquareSum">The sum of its squared samples after mastering, over all channels.</param>
/// <param name="Silences">The silences in each of its segments, in samples of the episode.</param>
public sealed record MasteredChunk(
    int Blocks,
    Mp3StreamSummary Stream,
    LoudnessEnergies Loudness,
    double TruePeak,
    double ReductionDb,
    double SquareSum,
    IReadOnlyList<IReadOnlyList<Silence>> Silences);
