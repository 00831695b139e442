namespace SpeechPipeline.Durability;

/// <summary>A worker's claim has expired and another worker has taken the work.</summary>
public sealed class ClaimLostException(string work) : Exception($"The claim on {work} is lost.");
