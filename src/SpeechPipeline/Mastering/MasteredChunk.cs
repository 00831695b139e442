using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;

namespace SpeechPipeline.Mastering;

/// <summary>What is known of a chunk that is mastered: with its staged blocks a checkpoint that any invocation goes on from.</summary>
/// <param name="Blocks">In how many blocks its bytes are staged; 0 where they are kept in memory.</param>
/// <param name="Stream">Its MPEG frames, where it is MP3.</param>
/// <param name="Loudness">As it sounds now.</param>
/// <param name="TruePeak">As it sounds now; full scale is 1.</param>
/// <param name="ReductionDb">The most by which the limiter turned it down.</param>
/// <param name="Silences">Of each of its segments, in samples of the episode.</param>
public sealed record MasteredChunk(
    int Blocks,
    Mp3StreamSummary Stream,
    LoudnessEnergies Loudness,
    double TruePeak,
    double ReductionDb,
    IReadOnlyList<IReadOnlyList<Silence>> Silences);
