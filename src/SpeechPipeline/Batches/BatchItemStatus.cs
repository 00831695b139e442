namespace SpeechPipeline.Batches;

/// <summary>The state of an item of a batch.</summary>
public enum BatchItemStatus
{
    /// <summary>It waits until fewer items of the batch are unfinished.</summary>
    Pending,

    /// <summary>It has become a job.</summary>
    Admitted,

    Completed,
    Failed,
    Cancelled,

    /// <summary>It cannot be a job; the row has the reason.</summary>
    Rejected,
}
