namespace SpeechPipeline.FunctionsHost;

/// <summary>The worker ended, or broke its connection, before it answered.</summary>
sealed class WorkerLostException() : Exception("The worker is gone.");
