namespace SpeechPipeline.LocalHost;

/// <summary>The pipeline cannot start with these settings; the message names the setting and what is allowed.</summary>
public sealed class InvalidSettingsException(string message, Exception? innerException = null) : Exception(message, innerException);
