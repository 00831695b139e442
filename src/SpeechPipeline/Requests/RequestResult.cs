namespace SpeechPipeline.Requests;

/// <summary>Either a submission, or all problems of the request.</summary>
public sealed record RequestResult(JobSubmission? Submission, IReadOnlyList<FieldProblem> Problems)
{
    /// <summary>What the caller calls an item of a batch; null: nothing.</summary>
    public string? CustomId { get; init; }

    public static RequestResult Refused(FieldProblem problem) => new(null, [problem]);
}
