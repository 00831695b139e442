using SpeechPipeline.Audio.Loudness;

namespace SpeechPipeline.Mastering;

/// <summary>The measured loudness of a chunk.</summary>
/// <param name="Loudness">Its part of the episode's loudness.</param>
/// <param name="TruePeak">The true peak; full scale is 1.</param>
/// <param name="SquareSum">The sum of its squared samples, over all channels.</param>
public sealed record MeasuredChunk(LoudnessEnergies Loudness, double TruePeak, double SquareSum);
