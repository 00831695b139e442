using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Articles;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Batches;

/// <summary>Reads an item as the submission that it is, with the batch's defaults.</summary>
public sealed partial class BatchItemReader(RequestReader reader, ILogger<BatchItemReader> logger)
{
    /// <param name="batch">Its batch's id, for the log.</param>
    /// <param name="number">Its number in the batch, for the log.</param>
    /// <param name="item">The item's bytes.</param>
    /// <param name="defaults">The batch's; null: none.</param>
    /// <returns>Refused, too, where the reader fails on it: a fault in one item never takes the others with it.</returns>
    public RequestResult Read(string batch, int number, ReadOnlyMemory<byte> item, JsonElement? defaults)
    {
        try
        {
            var result = reader.ReadItem(item, defaults);
            return result.Submission is { DryRun: true } ? RequestResult.Refused(new FieldProblem("#/dry_run", "is the batch's to ask, for all of its items.")) with { CustomId = result.CustomId } : result;
        }
        catch (Exception e) when (ReadingFault.IsOurs(e))
        {
            var fault = ReadingFault.Of(e);
            Log.ItemFailed(logger, batch, number, fault.Id, fault.Where);
            return RequestResult.Refused(new FieldProblem("#", $"cannot be read. This is a fault of the pipeline, in its log under the id {fault.Id}."));
        }
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

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Batch {Batch}: item {Item} failed to be read, fault {Fault}: {Where}")]
        public static partial void ItemFailed(ILogger logger, string batch, int item, string fault, string where);
    }
}
