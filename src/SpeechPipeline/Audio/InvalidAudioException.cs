namespace SpeechPipeline.Audio;

/// <summary>Bytes that should be sound and are not, or not all of it; the message says precisely why.</summary>
public sealed class InvalidAudioException(string message) : Exception(message);
