namespace SpeechPipeline.Cli;

/// <summary>The pipeline did not do what it was asked; the message is its reason.</summary>
sealed class PipelineException(string message) : Exception(message);
