namespace SpeechPipeline.Audio.Tags;

/// <summary>What a picture's file says of itself.</summary>
/// <param name="Bytes">From its signature to its end mark.</param>
readonly record struct ImageSize(uint Width, uint Height, int Bytes);
