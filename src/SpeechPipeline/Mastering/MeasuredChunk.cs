using SpeechPipeline.Audio.Loudness;

namespace SpeechPipeline.Mastering;

/// <summary>How loud a chunk is.</summary>
/// <param name="Loudness">Its part of the episode's.</param>
/// <param name="TruePeak">Full scale is 1.</param>
public sealed record MeasuredChunk(LoudnessEnergies Loudness, double TruePeak);
