namespace SpeechPipeline.Batches;

/// <summary>Where an item of a batch stands.</summary>
public enum BatchItemStatus
{
    /// <summary>It waits until fewer of the batch's items are unfinished.</summary>
    Pending,

    /// <summary>It is a job.</summary>
    Admitted,

    Completed,
    Failed,
    Cancelled,

    /// <summary>It is no job that could be run; the reason stands with it.</summary>
    Rejected,
}
