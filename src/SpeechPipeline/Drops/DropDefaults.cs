using System.Text.Json;
using System.Text.Json.Nodes;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Drops;

/// <summary>The merged <c>_defaults.json</c> of a file's folder and the folders above.</summary>
/// <param name="Fields">The merged fields; the nearest file wins, field by field.</param>
/// <param name="Origins">The file that each field comes from; for a merged object, the nearest.</param>
/// <param name="Problems">Why they cannot be used.</param>
public sealed record DropDefaults(JsonElement Fields, IReadOnlyDictionary<string, string> Origins, IReadOnlyList<DropProblem> Problems)
{
    /// <summary>Options of a document, which a job as JSON has within <c>article</c>.</summary>
    static readonly string[] OfArticle = ["title", "author", "date", "captions", "tables", "include_matter"];

    /// <summary>Fields that belong to a single job.</summary>
    static readonly string[] NoDefaults = ["input", "article", "source_url", "dry_run"];

    static readonly JsonElement NoFields = JsonSerializer.SerializeToElement(new { });

    public static DropDefaults None { get; } = new(NoFields, new Dictionary<string, string>(), []);

    /// <summary>Fields that defaults may not have; all others are checked with the job.</summary>
    public static IEnumerable<FieldProblem> ProblemsOf(JsonElement fields) =>
        from name in NoDefaults
        where fields.TryGetProperty(name, out _)
        select new FieldProblem($"#/{name}", "belongs to a single job and cannot be a default.");

    /// <summary>Merges nearer defaults over these.</summary>
    public DropDefaults Under(string file, JsonElement nearer)
    {
        var origins = new Dictionary<string, string>(Origins, StringComparer.Ordinal);
        foreach (var field in nearer.EnumerateObject())
        {
            origins[field.Name] = file;
        }

        return this with { Fields = JsonSerializer.Deserialize<JsonElement>(JobDefaults.Merge(Fields, nearer)), Origins = origins };
    }

    /// <summary>The defaults for a batch: its own fields, and the defaults of its items.</summary>
    public JsonElement OfBatch()
    {
        var fields = JsonObject.Create(Fields)!.DeepClone().AsObject();
        foreach (var name in OfArticle)
        {
            fields.Remove(name);
        }

        return JsonSerializer.SerializeToElement(fields);
    }

    /// <summary>The defaults for a job as JSON: options for reading a document are within its article, if it has one.</summary>
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

    /// <summary>The problem of a file that was read with these defaults, located in the file that caused it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isOwn">Whether the file itself has the field of that name.</param>
    /// <param name="problem">The problem as the reader reports it.</param>
    public DropProblem Place(string file, Func<string, bool> isOwn, FieldProblem problem)
    {
        var field = problem.Pointer.TrimStart('#', '/', '?').Split('/')[0];
        return new DropProblem(Origins.TryGetValue(field, out var origin) && !isOwn(field) ? origin : file, problem.Pointer, problem.Detail);
    }
}
