using Microsoft.Extensions.Logging;
using SpeechPipeline.Articles;
using SpeechPipeline.Normalization;
using SpeechPipeline.Outbound;

namespace SpeechPipeline.Requests;

/// <summary>The source in a request: a document, or the address of one.</summary>
/// <param name="Document">The document; null if <paramref name="Address"/> is given.</param>
/// <param name="Address">The address to fetch it from.</param>
/// <param name="Title">The title to use instead of the document's own.</param>
/// <param name="Author">The author to use instead of the document's own.</param>
/// <param name="Date">The date to use instead of the document's own.</param>
/// <param name="Reading">The parts of it that are spoken; null: the defaults.</param>
/// <param name="Pointer">The field to name in problems with the document.</param>
sealed record SourceFields(ArticleSource? Document, string? Address, string? Title, string? Author, DateOnly? Date, ReadingSettings? Reading, string Pointer)
{
    const string Ssml = "ssml";

    static readonly Dictionary<string, ArticleFormat> Formats = ArticleFormats.All.ToDictionary(format => format.Name, StringComparer.Ordinal);

    /// <summary>Reads exactly one of <c>input</c>, <c>article</c> and <c>source_url</c>; beside an address, <c>article</c> only has options for reading.</summary>
    /// <returns>Null if there is a problem, which is reported.</returns>
    public static SourceFields? Read(RequestFields fields, OutboundOptions outbound)
    {
        var input = fields.Text("input");
        var address = ReadAddress(fields, outbound);
        var article = fields.Object("article");
        var isSsml = fields.Flag(Ssml) == true;
        if (isSsml && !fields.Has("input"))
        {
            fields.Problem(Ssml, "is true, but there is no input; in article, the format says so: \"ssml\".");
        }

        if (fields.Has("input") && (fields.Has("article") || fields.Has("source_url")))
        {
            fields.Problem(fields.Has("article") ? "article" : "source_url", "is given together with input; exactly one of input, article and source_url is allowed.");
        }
        else if (!fields.Has("input") && !fields.Has("article") && !fields.Has("source_url"))
        {
            fields.Problem("input", "is missing; exactly one of input, article and source_url must be given.");
        }

        if (article is not null)
        {
            return ReadArticleObject(article, fields.Has("source_url"), address, fields.Pointer("source_url"));
        }

        return input is not null ? new SourceFields(ArticleSource.FromText(isSsml ? ArticleFormats.Ssml : ArticleFormats.Text, input), null, null, null, null, null, fields.Pointer("input"))
            : address is not null ? new SourceFields(null, address, null, null, null, null, fields.Pointer("source_url"))
            : null;
    }

    /// <summary>Reads the options of a document that is the whole body.</summary>
    public static SourceFields ReadDocument(RequestFields fields, ArticleSource document) => new(
        fields.Flag(Ssml) == true ? AsSsml(fields, document) : document, null, fields.Text("title", JobRequest.LongestName), fields.Text("author", JobRequest.LongestName), fields.Day("date"), ReadReading(fields), "#");

    /// <summary>
    /// Reads the document if that is quick, so that its problems are reported at once. Books are only checked;
    /// books, long pages and addresses are read by the runner.
    /// </summary>
    public Article? ReadArticle(IEnumerable<string>? speakers, List<FieldProblem> problems, ILogger logger)
    {
        if (Document is null)
        {
            return null;
        }

        try
        {
            Document.Format.Check(Document.Content);
            if (Document.Content.ToMemory().Length > Document.Format.MostBytesReadAtOnce)
            {
                return null;
            }

            if (Document.Content.ToMemory().Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            {
                problems.Add(new FieldProblem(Pointer, "is empty."));
                return null;
            }

            var article = ArticleReader.Read(ArticleNormalizer.PartLines(Document, speakers), Reading);
            if (article.HasSpeech)
            {
                return article;
            }

            problems.Add(new FieldProblem(Pointer, "has nothing to speak: no letter or digit is left after the parts that are not read aloud are removed."));
        }
        catch (UnreadableArticleException e)
        {
            e.Fault?.LogTo(logger);
            problems.Add(new FieldProblem(Pointer, $"cannot be read: {e.Message}"));
        }

        return null;
    }

    static ArticleSource AsSsml(RequestFields fields, ArticleSource document)
    {
        if (document.Format != ArticleFormats.Text && document.Format != ArticleFormats.Ssml)
        {
            fields.Problem(Ssml, $"is true, but the document is {document.Format}, not text.");
        }

        return document with { Format = ArticleFormats.Ssml };
    }

    static string? ReadAddress(RequestFields fields, OutboundOptions outbound)
    {
        if (fields.Text("source_url") is not { } address)
        {
            return null;
        }

        if (!OutboundUri.TryParse(address, outbound, out _, out var problem))
        {
            fields.Problem("source_url", problem);
        }

        return address;
    }

    static SourceFields? ReadArticleObject(RequestFields article, bool isFetched, string? address, string addressPointer)
    {
        var format = article.ObjectOf("format", Formats);
        var title = article.Text("title", JobRequest.LongestName);
        var author = article.Text("author", JobRequest.LongestName);
        var date = article.Day("date");
        var reading = ReadReading(article);
        var document = isFetched ? null : ReadContent(article, format);
        foreach (var name in isFetched ? (string[])["format", "content"] : [])
        {
            if (article.Has(name))
            {
                article.Problem(name, "is given together with source_url, which provides it. Remove one of them.");
            }
        }

        article.RefuseOthers();
        return document is not null ? new SourceFields(document, null, title, author, date, reading, article.Pointer("content"))
            : address is not null ? new SourceFields(null, address, title, author, date, reading, addressPointer)
            : null;
    }

    static ArticleSource? ReadContent(RequestFields article, ArticleFormat? format)
    {
        if (!article.Has("format"))
        {
            article.Problem("format", $"is missing; allowed are {string.Join(", ", Formats.Keys)}.");
        }

        if (!article.Has("content"))
        {
            article.Problem("content", "is missing.");
        }

        if (format is { IsBinary: true })
        {
            return article.Bytes("content") is { } bytes ? new ArticleSource(format, new BinaryData(bytes), format.MediaTypes[0]) : null;
        }

        var content = article.Text("content");
        return format is null || content is null ? null : ArticleSource.FromText(format, content);
    }

    static ReadingSettings? ReadReading(RequestFields fields)
    {
        var defaults = ReadingSettings.Default;
        var reading = new ReadingSettings(
            fields.Flag("captions") ?? defaults.Captions, fields.Flag("tables") ?? defaults.Tables, fields.Flag("include_matter") ?? defaults.IncludeMatter);
        return reading == defaults ? null : reading;
    }
}
