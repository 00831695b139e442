using SpeechPipeline.Requests;

namespace SpeechPipeline.Batches;

/// <summary>The source of a batch does not have the declared form.</summary>
public sealed class BatchFormatException(string pointer, string detail) : Exception($"{pointer} {detail}")
{
    public FieldProblem Problem { get; } = new(pointer, detail);
}
