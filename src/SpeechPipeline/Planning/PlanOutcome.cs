using SpeechPipeline.Segments;

namespace SpeechPipeline.Planning;

/// <summary>How planning a job ended.</summary>
public abstract record PlanOutcome
{
    public sealed record Ready(JobPlan Plan) : PlanOutcome;

    /// <summary>The source cannot be fetched now; the job waits.</summary>
    public sealed record Wait(SegmentOutcome.Wait Reason) : PlanOutcome;

    /// <summary>The source cannot be fetched or read; the job fails.</summary>
    public sealed record Impossible(string Code, string Message) : PlanOutcome;
}
