namespace SpeechPipeline.Jobs;

/// <summary>The state of a job. The last three end a generation.</summary>
public enum JobStatus
{
    Queued,
    Running,
    Completed,
    Failed,
    Cancelled,
}
