namespace SpeechPipeline.LocalHost.Configuration;

/// <summary>host.json is missing or wrong; the message names the file, the member, what was found and what is allowed.</summary>
public sealed class HostJsonException(string message, Exception? innerException = null) : Exception(message, innerException);
