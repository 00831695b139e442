using System.Net.Http.Headers;
using System.Text.Json;
using SpeechPipeline.Articles;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Drops;

/// <summary>Turns a dropped file into a job that can be run, or into everything that is wrong with it.</summary>
public sealed class DropReader(RequestReader reader, DropDefaultsReader defaults)
{
    /// <summary>What a runner can hold in memory beside other jobs.</summary>
    public const int MostBytes = 200 * 1024 * 1024;

    const string JobExtension = ".json";
    const string BatchExtension = ".ndjson";
    static readonly string Known = $"{ArticleFormats.KnownExtensions}, {JobExtension} and {BatchExtension}";

    /// <summary>What is wrong with a file before it is opened; null when that is nothing.</summary>
    public static DropProblem? ProblemOf(string path, long length) =>
        length == 0 ? new DropProblem(path, "#", "is empty.")
        : IsBatch(path) ? null
        : !IsJob(path) && ArticleFormats.OfFile(path) is null ? new DropProblem(path, "#", $"is of no kind that can be read; known are {Known}.")
        : length > MostBytes ? new DropProblem(path, "#", $"has {length} bytes; at most {MostBytes} are allowed.")
        : null;

    /// <summary>Whether the file is one job as JSON, which is not itself what is spoken.</summary>
    public static bool IsJob(string path) => Path.GetExtension(path).Equals(JobExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the file is many jobs, one a line.</summary>
    public static bool IsBatch(string path) => Path.GetExtension(path).Equals(BatchExtension, StringComparison.OrdinalIgnoreCase);

    /// <param name="path">The file's path in the folder.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="contentType">As it was uploaded; of a page its charset counts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The submission, or the problems.</returns>
    public async Task<(JobSubmission? Submission, IReadOnlyList<DropProblem> Problems)> ReadAsync(
        string path, BinaryData content, string? contentType, CancellationToken cancellationToken)
    {
        var options = await defaults.ReadAsync(path, cancellationToken);
        if (options.Problems.Count > 0)
        {
            return (null, options.Problems);
        }

        // What is no JSON object the reader refuses in its own words.
        using var json = IsJob(path) ? JsonBody.TryParse(content.ToMemory(), out _) : null;
        JsonElement? own = json is { RootElement.ValueKind: JsonValueKind.Object } ? json.RootElement : null;
        var read = ArticleFormats.OfFile(path) is { } format ? reader.ReadFile(new ArticleSource(format, content, ContentType(contentType, format)), options.Fields)
            : own is { } job ? reader.ReadJson(job, options.OfJob(job))
            : reader.ReadJson(content.ToMemory());
        return read.Submission is { DryRun: false } submission ? (submission, [])
            : read.Submission is not null ? (null, [new DropProblem(path, "#/dry_run", "is true; a file in the folder is there to be spoken.")])
            : (null, [.. read.Problems.Select(problem => options.Place(path, field => own?.TryGetProperty(field, out _) == true, problem))]);
    }

    /// <summary>The type that the file was uploaded with, where it is one of its kind; most tools send none or a general one.</summary>
    static string? ContentType(string? uploaded, ArticleFormat format) =>
        MediaTypeHeaderValue.TryParse(uploaded, out var type) && ArticleFormats.OfMediaType(type.MediaType) == format ? ArticleFormats.KeptContentType(type) : null;
}
