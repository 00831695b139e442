namespace SpeechPipeline.Cli;

/// <summary>The pipeline refused a request or failed; the message is its reason.</summary>
sealed class PipelineException(string message) : Exception(message);
