namespace SpeechPipeline.Requests;

/// <summary>Either a submission, or all problems of the request.</summary>
public sealed record RequestResult(JobSubmission? Submission, IReadOnlyList<FieldProblem> Problems)
{
    public static RequestResult Refused(FieldProblem problem) => new(null, [problem]);
}
