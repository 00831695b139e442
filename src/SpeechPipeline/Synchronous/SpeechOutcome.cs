using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;

namespace SpeechPipeline.Synchronous;

/// <summary>What became of a request for speech within its wait.</summary>
public abstract record SpeechOutcome(JobRow Job)
{
    /// <summary>The episode is there.</summary>
    public sealed record Ready(JobRow Job, StoredFile Audio) : SpeechOutcome(Job);

    /// <summary>It is not there yet; the same request joins the job.</summary>
    /// <param name="Job">The job.</param>
    /// <param name="Reason">What it waits for, in words; null: it is being made.</param>
    public sealed record NotYet(JobRow Job, string? Reason) : SpeechOutcome(Job);

    /// <summary>It cannot be made.</summary>
    /// <param name="Job">The job.</param>
    /// <param name="Code">A stable code for the kind of error.</param>
    /// <param name="Message">What happened, in words.</param>
    /// <param name="IsCallers">Whether another request is needed; otherwise the same one may succeed.</param>
    public sealed record Failed(JobRow Job, string Code, string Message, bool IsCallers) : SpeechOutcome(Job);
}
