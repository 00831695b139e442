namespace SpeechPipeline.Audio;

/// <summary>Bytes that should be audio are not, or are incomplete; the message says why.</summary>
public sealed class InvalidAudioException(string message) : Exception(message);
