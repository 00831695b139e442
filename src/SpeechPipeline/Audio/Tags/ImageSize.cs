namespace SpeechPipeline.Audio.Tags;

/// <summary>The size that a picture's file states.</summary>
/// <param name="Bytes">From its signature to its end mark.</param>
readonly record struct ImageSize(uint Width, uint Height, int Bytes);
