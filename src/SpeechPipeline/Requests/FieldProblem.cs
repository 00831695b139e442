namespace SpeechPipeline.Requests;

/// <summary>A problem with one field of a request.</summary>
/// <param name="Pointer">The field: a JSON pointer as a URI fragment (<c>#/article/format</c>), or a query parameter (<c>?voice</c>).</param>
/// <param name="Detail">What was found and what is allowed, as a sentence.</param>
public sealed record FieldProblem(string Pointer, string Detail);
