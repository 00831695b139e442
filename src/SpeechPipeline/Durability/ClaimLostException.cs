namespace SpeechPipeline.Durability;

/// <summary>A worker's claim has run out and someone else has taken the work: whoever that is goes on.</summary>
public sealed class ClaimLostException(string work) : Exception($"The claim on {work} is lost.");
