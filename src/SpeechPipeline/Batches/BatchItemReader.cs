using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Articles;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Batches;

/// <summary>Reads an item as a submission, with the batch's defaults.</summary>
public sealed partial class BatchItemReader(RequestReader reader, ILogger<BatchItemReader> logger)
{
    /// <param name="batch">Its batch's id, for the log.</param>
    /// <param name="number">Its number in the batch, for the log.</param>
    /// <param name="item">The item's bytes.</param>
    /// <param name="defaults">The batch's; null: none.</param>
    /// <returns>The submission or the problems. Refused also if the reader fails on it, so that a fault in one item does not affect others.</returns>
    public RequestResult Read(string batch, int number, ReadOnlyMemory<byte> item, JsonElement? defaults)
    {
        try
        {
            var result = reader.ReadItem(item, defaults);
            return result.Submission is { DryRun: true } ? RequestResult.Refused(new FieldProblem("#/dry_run", "is not allowed in an item; set dry_run for the whole batch.")) with { CustomId = result.CustomId } : result;
        }
        catch (Exception e) when (ReadingFault.IsOurs(e))
        {
            var fault = ReadingFault.Of(e);
            Log.ItemFailed(logger, batch, number, fault.Id, fault.Where);
            return RequestResult.Refused(new FieldProblem("#", $"cannot be read because of a fault in the pipeline, logged with the id {fault.Id}."));
        }
    }

    /// <summary>The problems of the defaults themselves, reported once instead of for each item.</summary>
    /// <param name="defaults">The batch's.</param>
    /// <param name="root">The beginning of pointers to them: <c>#/defaults/</c> or <c>?</c>.</param>
    public IReadOnlyList<FieldProblem> ProblemsOf(JsonElement defaults, string root)
    {
        using var strict = JsonBody.TryParse(JsonMarshal.GetRawUtf8Value(defaults).ToArray(), out _);
        using var probe = JsonDocument.Parse("""{"input":"A sentence."}""");
        return strict is null
            ? [new FieldProblem(root.TrimEnd('/'), "has a name twice, or is nested too deeply.")]
            : [.. reader.ReadJson(probe.RootElement, strict.RootElement).Problems.Select(problem => problem with { Pointer = root + problem.Pointer["#/".Length..] })];
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Batch {Batch}: item {Item} could not be read, fault {Fault}: {Where}")]
        public static partial void ItemFailed(ILogger logger, string batch, int item, string fault, string where);
    }
}
