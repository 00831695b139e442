using System.Text.Json;
using System.Text.Json.Nodes;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Batches;

/// <summary>Takes the place of a feed entry that cannot be read among the jobs of the feed.</summary>
static class FeedEntryProblem
{
    const string Field = "entry_problem";

    /// <param name="problem">The end of a sentence that begins with the entry.</param>
    public static JsonObject Of(string problem) => new() { [Field] = problem };

    /// <summary>The problem; null if the item is a job. Only for items made from a feed: a caller's items do not have this field.</summary>
    public static FieldProblem? Find(ReadOnlyMemory<byte> item)
    {
        using var json = JsonDocument.Parse(item);
        return json.RootElement.TryGetProperty(Field, out var problem) ? new FieldProblem("#", problem.GetString()!) : null;
    }
}
