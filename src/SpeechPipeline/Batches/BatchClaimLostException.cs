namespace SpeechPipeline.Batches;

/// <summary>A worker's claim has run out and someone else has taken the batch: whoever that is goes on.</summary>
public sealed class BatchClaimLostException(string batch) : Exception($"The claim on batch {batch} is lost.");
