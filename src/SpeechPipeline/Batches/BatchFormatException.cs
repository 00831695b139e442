using SpeechPipeline.Requests;

namespace SpeechPipeline.Batches;

/// <summary>A batch whose source is not of the form that it is said to be.</summary>
public sealed class BatchFormatException(string pointer, string detail) : Exception($"{pointer} {detail}")
{
    public FieldProblem Problem { get; } = new(pointer, detail);
}
