namespace SpeechPipeline.Jobs;

/// <summary>The answer to the request to delete a job.</summary>
public enum DeletionAnswer
{
    /// <summary>It is deleted, now or by an earlier request that is not carried out yet.</summary>
    Accepted,

    /// <summary>It has not ended, and is left unchanged.</summary>
    NotEnded,

    /// <summary>It does not exist, or is deleted already.</summary>
    NotFound,
}
