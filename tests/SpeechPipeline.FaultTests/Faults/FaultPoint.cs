namespace SpeechPipeline.FaultTests.Faults;

/// <summary>Where a fault strikes: the call of that number, from 1, counting every call of the process or those to storage only.</summary>
sealed record FaultPoint(int Call, Fault Fault, bool StorageOnly = false);
