using System.Text.Json;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>Reads the <c>_defaults.json</c> of a file's folder and of all folders above, again for each file, because they may just have arrived.</summary>
public sealed class DropDefaultsReader(PipelineStorage storage)
{
    /// <summary>The largest <c>_defaults.json</c>: 1,000 pronunciations of the greatest length are 200,000 characters.</summary>
    const int MostBytes = 1024 * 1024;

    const int ReadsAtOnce = 8;

    public async Task<DropDefaults> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var names = DropNames.DefaultsFor(path).ToArray();
        var found = new (JsonElement? Fields, DropProblem[] Problems)[names.Length];
        await Parallel.ForAsync(
            0, names.Length, new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (i, token) => found[i] = await ReadOneAsync(names[i], token));

        var defaults = DropDefaults.None with { Problems = [.. found.SelectMany(one => one.Problems)] };
        foreach (var (name, (fields, _)) in names.Zip(found))
        {
            defaults = fields is { } nearer ? defaults.Under(name, nearer) : defaults;
        }

        return defaults;
    }

    async Task<(JsonElement? Fields, DropProblem[] Problems)> ReadOneAsync(string name, CancellationToken cancellationToken)
    {
        using var blob = await storage.Drops.GetBlobClient(name).FindStreamAsync(cancellationToken);
        return blob is null ? (null, [])
            : blob.Details.ContentLength > MostBytes ? Wrong(name, $"is larger than {MostBytes / 1024} KiB.")
            : Parse(name, await BinaryData.FromStreamAsync(blob.Content, cancellationToken));
    }

    static (JsonElement? Fields, DropProblem[] Problems) Parse(string name, BinaryData content)
    {
        using var json = JsonBody.TryParse(content.ToMemory(), out var problem);
        return json is null ? Wrong(name, problem!.Detail)
            : json.RootElement.ValueKind != JsonValueKind.Object ? Wrong(name, "is not a JSON object.")
            : !JsonBody.IsText(json.RootElement) ? Wrong(name, "has half of a surrogate pair, which is not valid text.")
            : (json.RootElement.Clone(), [.. DropDefaults.ProblemsOf(json.RootElement).Select(problem => new DropProblem(name, problem.Pointer, problem.Detail))]);
    }

    static (JsonElement? Fields, DropProblem[] Problems) Wrong(string name, string detail) => (null, [new DropProblem(name, "#", detail)]);
}
