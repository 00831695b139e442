using SpeechPipeline.Mastering;

namespace SpeechPipeline.Publishing;

/// <summary><see cref="EpisodeAudio"/> with its address.</summary>
public sealed record EpisodeAudioLink(
    string Url, string ContentType, long Bytes, string Sha256, int SampleRate, int Channels, long Samples, double DurationSeconds);
