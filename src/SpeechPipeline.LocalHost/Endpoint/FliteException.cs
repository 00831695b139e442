namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>Flite failed. The message never holds the text.</summary>
public sealed class FliteException(string message, Exception? innerException = null) : Exception(message, innerException);
