namespace SpeechPipeline.Drops;

/// <summary>A problem with a refused file.</summary>
/// <param name="File">The file itself, or the <c>_defaults.json</c> with the problem.</param>
/// <param name="Pointer">The field, as in <see cref="Requests.FieldProblem"/>.</param>
/// <param name="Detail">What was found and what is allowed, as a sentence.</param>
public sealed record DropProblem(string File, string Pointer, string Detail)
{
    /// <summary>The problem as one sentence.</summary>
    public override string ToString() => Pointer == "#" ? $"{File} {Detail}" : $"{File}: {Pointer} {Detail}";
}
