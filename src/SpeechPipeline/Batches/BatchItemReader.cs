using System.Runtime.InteropServices;
using System.Text.Json;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Batches;

/// <summary>Reads an item as the submission that it is, with the batch's defaults.</summary>
public sealed class BatchItemReader(RequestReader reader)
{
    /// <param name="item">The item's bytes.</param>
    /// <param name="defaults">The batch's; null: none.</param>
    public RequestResult Read(ReadOnlyMemory<byte> item, JsonElement? defaults)
    {
        var result = reader.ReadJson(item, defaults);
        return result.Submission is { DryRun: true } ? RequestResult.Refused(new FieldProblem("#/dry_run", "is the batch's to ask, for all of its items.")) : result;
    }

    /// <summary>What is wrong with the defaults themselves, so that it is said once and not for each item.</summary>
    /// <param name="defaults">The batch's.</param>
    /// <param name="root">How pointers to them begin: <c>#/defaults/</c> or <c>?</c>.</param>
    public IReadOnlyList<FieldProblem> ProblemsOf(JsonElement defaults, string root)
    {
        using var strict = JsonBody.TryParse(JsonMarshal.GetRawUtf8Value(defaults).ToArray(), out _);
        using var probe = JsonDocument.Parse("""{"input":"A sentence."}""");
        return strict is null
            ? [new FieldProblem(root.TrimEnd('/'), "has a name twice, or is nested too deep.")]
            : [.. reader.ReadJson(probe.RootElement, strict.RootElement).Problems.Select(problem => problem with { Pointer = root + problem.Pointer["#/".Length..] })];
    }
}
