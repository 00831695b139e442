namespace SpeechPipeline.Jobs;

/// <summary>Where a job stands. The last three end a generation.</summary>
public enum JobStatus
{
    Queued,
    Running,
    Completed,
    Failed,
    Cancelled,
}
