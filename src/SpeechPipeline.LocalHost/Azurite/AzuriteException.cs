namespace SpeechPipeline.LocalHost.Azurite;

/// <summary>Azurite could not be started; the message says what to do about it.</summary>
public sealed class AzuriteException(string message, Exception? innerException = null) : Exception(message, innerException);
