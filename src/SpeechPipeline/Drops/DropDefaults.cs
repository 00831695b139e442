using System.Text.Json;
using System.Text.Json.Nodes;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Drops;

/// <summary>What the <c>_defaults.json</c> over a file say, taken together.</summary>
/// <param name="Fields">An object; the nearest wins, field by field.</param>
/// <param name="Origins">Which file each field is from; the nearest, where an object was merged.</param>
/// <param name="Problems">Why they cannot be used.</param>
public sealed record DropDefaults(JsonElement Fields, IReadOnlyDictionary<string, string> Origins, IReadOnlyList<DropProblem> Problems)
{
    /// <summary>Options of a document, which in a job as JSON stand within <c>article</c>.</summary>
    static readonly string[] OfArticle = ["title", "author", "date", "captions", "tables", "include_matter"];

    /// <summary>What belongs to one job alone.</summary>
    static readonly string[] NoDefaults = ["input", "article", "source_url", "dry_run"];

    static readonly JsonElement NoFields = JsonSerializer.SerializeToElement(new { });

    public static DropDefaults None { get; } = new(NoFields, new Dictionary<string, string>(), []);

    /// <summary>What defaults may not say; all else is checked with the job.</summary>
    public static IEnumerable<FieldProblem> ProblemsOf(JsonElement fields) =>
        from name in NoDefaults
        where fields.TryGetProperty(name, out _)
        select new FieldProblem($"#/{name}", "is a job's own and cannot be a default.");

    /// <summary>These, with nearer ones over them.</summary>
    public DropDefaults Under(string file, JsonElement nearer)
    {
        var origins = new Dictionary<string, string>(Origins, StringComparer.Ordinal);
        foreach (var field in nearer.EnumerateObject())
        {
            origins[field.Name] = file;
        }

        return this with { Fields = JsonSerializer.Deserialize<JsonElement>(JobDefaults.Merge(Fields, nearer)), Origins = origins };
    }

    /// <summary>Those that hold for jobs of any kind: the batch's own fields, and its items' defaults.</summary>
    public JsonElement OfBatch()
    {
        var fields = JsonObject.Create(Fields)!.DeepClone().AsObject();
        foreach (var name in OfArticle)
        {
            fields.Remove(name);
        }

        return JsonSerializer.SerializeToElement(fields);
    }

    /// <summary>Those that hold for a job as JSON: what says how a document is read stands within its article, where it has one.</summary>
    public JsonElement OfJob(JsonElement job)
    {
        var fields = JsonObject.Create(Fields)!.DeepClone().AsObject();
        var article = new JsonObject();
        foreach (var name in OfArticle)
        {
            if (fields.Remove(name, out var value))
            {
                article[name] = value;
            }
        }

        if (job.TryGetProperty("article", out var own) && own.ValueKind == JsonValueKind.Object)
        {
            fields["article"] = article;
        }

        return JsonSerializer.SerializeToElement(fields);
    }

    /// <summary>The problem of a file that was read with these, in the place that it comes from.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isOwn">Whether the file itself has the field of that name.</param>
    /// <param name="problem">As the reader reports it.</param>
    public DropProblem Place(string file, Func<string, bool> isOwn, FieldProblem problem)
    {
        var field = problem.Pointer.TrimStart('#', '/', '?').Split('/')[0];
        return new DropProblem(Origins.TryGetValue(field, out var origin) && !isOwn(field) ? origin : file, problem.Pointer, problem.Detail);
    }
}
