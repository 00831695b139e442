using System.Net.Http.Headers;
using System.Text.Json;
using SpeechPipeline.Articles;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Drops;

/// <summary>Reads a dropped file into a job that can be run, or into a list of all its problems.</summary>
public sealed class DropReader(RequestReader reader, DropDefaultsReader defaults)
{
    /// <summary>The largest file: a runner must hold it in memory beside other jobs.</summary>
    public const int MostBytes = 200 * 1024 * 1024;

    const string JobExtension = ".json";
    const string BatchExtension = ".ndjson";
    static readonly string Known = $"{ArticleFormats.KnownExtensions}, {JobExtension} and {BatchExtension}";

    /// <summary>The problem of a file's name or size, checked before it is opened; null if there is none.</summary>
    public static DropProblem? ProblemOf(string path, long length) =>
        length == 0 ? new DropProblem(path, "#", "is empty.")
        : IsBatch(path) ? null
        : !IsJob(path) && ArticleFormats.OfFile(path) is null ? new DropProblem(path, "#", $"has a name that ends in no known extension; allowed are {Known}. Rename or convert the file.")
        : length > MostBytes ? new DropProblem(path, "#", $"has {length} bytes; at most {MostBytes} are allowed.")
        : null;

    /// <summary>Whether the file is a job as JSON, not a document to speak.</summary>
    public static bool IsJob(string path) => Path.GetExtension(path).Equals(JobExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the file has many jobs, one a line.</summary>
    public static bool IsBatch(string path) => Path.GetExtension(path).Equals(BatchExtension, StringComparison.OrdinalIgnoreCase);

    /// <param name="path">The file's path in the folder.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="contentType">The content type of the upload; its charset counts for a web page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The submission, or the problems.</returns>
    public async Task<(JobSubmission? Submission, IReadOnlyList<DropProblem> Problems)> ReadAsync(
        string path, BinaryData content, string? contentType, CancellationToken cancellationToken)
    {
        var options = await defaults.ReadAsync(path, cancellationToken);
        if (options.Problems.Count > 0)
        {
            return (null, options.Problems);
        }

        // The reader reports content that is not a JSON object.
        using var json = IsJob(path) ? JsonBody.TryParse(content.ToMemory(), out _) : null;
        JsonElement? own = json is { RootElement.ValueKind: JsonValueKind.Object } ? json.RootElement : null;
        var read = ArticleFormats.OfFile(path) is { } format ? reader.ReadFile(new ArticleSource(format, content, ContentType(contentType, format)), options.Fields)
            : own is { } job ? reader.ReadJson(job, options.OfJob(job))
            : reader.ReadJson(content.ToMemory());
        return read.Submission is { DryRun: false } submission ? (submission, [])
            : read.Submission is not null ? (null, [new DropProblem(path, "#/dry_run", "is true, which is not allowed in the drop folder; use POST /api/jobs for a dry run.")])
            : (null, [.. read.Problems.Select(problem => options.Place(path, field => own?.TryGetProperty(field, out _) == true, problem))]);
    }

    /// <summary>The content type of the upload, if it fits the file's format; most tools send none or a general one.</summary>
    static string? ContentType(string? uploaded, ArticleFormat format) =>
        MediaTypeHeaderValue.TryParse(uploaded, out var type) && ArticleFormats.OfMediaType(type.MediaType) == format ? ArticleFormats.KeptContentType(type) : null;
}
