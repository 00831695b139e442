namespace SpeechPipeline.Submission;

/// <summary>Either a submission, or all that is wrong with the request.</summary>
public sealed record SubmissionResult(JobSubmission? Submission, IReadOnlyList<FieldProblem> Problems)
{
    public static SubmissionResult Refused(FieldProblem problem) => new(null, [problem]);
}
