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
        // What cannot be parsed is left for the reader of submissions to refuse in its own words.
        if (defaults is { } given && JsonBody.TryParse(item, out _) is { } own)
        {
            using (own)
            {
                if (own.RootElement.ValueKind == JsonValueKind.Object)
                {
                    item = JobDefaults.Merge(given, own.RootElement);
                }
            }
        }

        var result = reader.ReadJson(item);
        return result.Submission is { DryRun: true } ? RequestResult.Refused(new FieldProblem("#/dry_run", "is the batch's to ask, for all of its items.")) : result;
    }

    /// <summary>What is wrong with the defaults themselves, so that it is said once and not for each item.</summary>
    /// <param name="defaults">The batch's.</param>
    /// <param name="root">How pointers to them begin: <c>#/defaults/</c> or <c>?</c>.</param>
    public IReadOnlyList<FieldProblem> ProblemsOf(JsonElement defaults, string root)
    {
        using var probe = JsonDocument.Parse("""{"input":"A sentence."}""");
        return [.. reader.ReadJson(JobDefaults.Merge(defaults, probe.RootElement)).Problems.Select(problem =>
            problem.Pointer == "#" ? new FieldProblem(root.TrimEnd('/'), "has a name twice, or is nested too deep.")
            : problem with { Pointer = root + problem.Pointer["#/".Length..] })];
    }
}
