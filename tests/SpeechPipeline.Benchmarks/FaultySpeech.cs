using SpeechPipeline.Audio;

namespace SpeechPipeline.Benchmarks;

/// <summary>Speech with one fault.</summary>
/// <param name="Kind">Its kind, for the table.</param>
/// <param name="Seconds">How much sound is missing, or too much.</param>
/// <param name="Audio">The sound.</param>
sealed record FaultySpeech(string Kind, double Seconds, PcmAudio Audio);
