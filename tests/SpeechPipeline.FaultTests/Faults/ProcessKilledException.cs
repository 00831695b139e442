namespace SpeechPipeline.FaultTests.Faults;

/// <summary>The process is dead; whatever it still tries comes to nothing.</summary>
sealed class ProcessKilledException() : Exception("The process was killed.");
