using System.Text.Json;
using System.Text.Json.Nodes;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Batches;

/// <summary>What stands among the jobs of a feed in the place of an entry that cannot be read.</summary>
static class FeedEntryProblem
{
    const string Field = "entry_problem";

    /// <param name="problem">The end of a sentence that begins with the entry.</param>
    public static JsonObject Of(string problem) => new() { [Field] = problem };

    /// <summary>The problem; null where the item is a job. Only of items that we made of a feed: in a caller's this is no field.</summary>
    public static FieldProblem? Find(ReadOnlyMemory<byte> item)
    {
        using var json = JsonDocument.Parse(item);
        return json.RootElement.TryGetProperty(Field, out var problem) ? new FieldProblem("#", problem.GetString()!) : null;
    }
}
