namespace SpeechPipeline.LocalHost.Npm;

/// <summary>npm packages are missing and could not be fetched; the message, of one line, says what to do about it.</summary>
public sealed class NpmException(string message, Exception? innerException = null) : IOException(message, innerException);
