using System.Text.Json;
using SpeechPipeline.Articles;
using SpeechPipeline.Cli.Converting;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli.Batching;

/// <summary>The body of a batch's submission, in a temporary file if it had to be made.</summary>
/// <param name="Content">Positioned at its start.</param>
/// <param name="ContentType">The media type of the content.</param>
/// <param name="HasFields">Whether the content has the batch's own fields and its items' defaults; otherwise they go into the query.</param>
sealed record BatchSource(Stream Content, string ContentType, bool HasFields = false)
{
    static readonly Dictionary<string, string> Batches = new(StringComparer.OrdinalIgnoreCase)
    {
        [".ndjson"] = "application/x-ndjson",
        [".jsonl"] = "application/x-ndjson",
        [".json"] = "application/json",
        [".rss"] = "application/rss+xml",
        [".atom"] = "application/atom+xml",
        [".rdf"] = "application/rdf+xml",
        [".opml"] = "text/x-opml",
        [".xml"] = "application/xml",
    };

    /// <exception cref="ConversionException">The source does not exist or cannot be a batch; the message says which.</exception>
    public static async Task<BatchSource> OpenAsync(BatchSubmitSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Sources is [var only] && (Input.IsAddress(only) || IsBatch(only)))
        {
            if (settings.Article.Encoding is not null)
            {
                throw new ConversionException(only, "--encoding is for articles only: jobs are UTF-8, and a feed names its own encoding.");
            }

            if (settings.Article.Reading != ReadingSettings.Default)
            {
                throw new ConversionException(only, "--captions, --no-tables and --include-matter are for articles only; in a file of jobs, set captions, tables and include_matter of each job's article.");
            }

            return IsBatch(only) ? new BatchSource(File.OpenRead(only), Batches[Path.GetExtension(only)]) : FeedAt(only, settings);
        }

        return new BatchSource(await MakeAsync(Articles(settings.Sources), settings.Article, cancellationToken), "application/x-ndjson");
    }

    static bool IsBatch(string path) => Batches.ContainsKey(Path.GetExtension(path)) && File.Exists(path);

    static BatchSource FeedAt(string address, BatchSubmitSettings settings) => new(
        new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(
            new { FeedUrl = address, Webhook = settings.Webhook?.Field, settings.MaxCostUsd, DryRun = settings.DryRun ? true : (bool?)null, Defaults = BatchSubmission.Defaults(settings) },
            PipelineJson.Options)),
        "application/json",
        HasFields: true);

    static List<string> Articles(IEnumerable<string> sources)
    {
        var paths = PathPatterns.Expand(sources).SelectMany(path => Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(Input.IsKnown).Order(StringComparer.Ordinal)
            : (IEnumerable<string>)[path]).ToList();
        return paths.Count > 0 ? paths : throw new ConversionException(string.Join(' ', sources), "no articles were found.");
    }

    /// <summary>One job a line, in a file that is deleted when it is closed.</summary>
    static async Task<Stream> MakeAsync(List<string> paths, ArticleSettings article, CancellationToken cancellationToken)
    {
        var lines = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        foreach (var path in paths)
        {
            await JsonSerializer.SerializeAsync(lines, await JobAsync(Input.Open(path, article.Encoding), article.Reading, cancellationToken), PipelineJson.Options, cancellationToken);
            lines.WriteByte((byte)'\n');
        }

        lines.Position = 0;
        return lines;
    }

    static async Task<object> JobAsync(Input input, ReadingSettings reading, CancellationToken cancellationToken)
    {
        if (input.Format is not { } format)
        {
            return new { SourceUrl = input.Path, Article = reading };
        }

        var source = new ArticleSource(format, await input.ReadAsync(cancellationToken), input.ContentType);
        return new
        {
            Article = new
            {
                Format = format,
                Content = format.IsBinary ? Convert.ToBase64String(source.Content.ToMemory().Span) : source.ReadText(),
                reading.Captions,
                reading.Tables,
                reading.IncludeMatter,
            },
            Metadata = new Dictionary<string, string> { ["file"] = input.Path.Length <= 500 ? input.Path : input.Path[^500..] },
        };
    }
}
