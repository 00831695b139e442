using System.Net.Http.Headers;

namespace SpeechPipeline.Articles;

/// <summary>Which media types documents come as, and what the pipeline keeps of a Content-Type.</summary>
public static class SourceKind
{
    public const string Epub = "application/epub+zip";

    /// <summary>For messages.</summary>
    public const string Known = "text/plain, text/markdown, text/html, application/xhtml+xml and application/epub+zip";

    /// <summary>How a body of that type is to be read; null where it is none of <see cref="Known"/>.</summary>
    public static ArticleFormat? FormatOf(string? mediaType) => mediaType?.ToLowerInvariant() switch
    {
        "text/plain" => ArticleFormat.Text,
        "text/markdown" or "text/x-markdown" => ArticleFormat.Markdown,
        "text/html" or "application/xhtml+xml" => ArticleFormat.Html,
        Epub => ArticleFormat.Epub,
        _ => null,
    };

    /// <summary>
    /// How an answer is to be read. Servers know text, but often not which: what they call plain text or bytes is what the end of its
    /// address says.
    /// </summary>
    public static ArticleFormat? FormatOf(string? mediaType, Uri address) =>
        mediaType?.ToLowerInvariant() is null or "text/plain" or "application/octet-stream" or "binary/octet-stream" or "application/zip"
        && FormatOfFile(address.AbsolutePath) is { } format
            ? format
            : FormatOf(mediaType);

    /// <summary>A Content-Type of at most a media type and a charset, that can be kept with the document.</summary>
    public static string? ContentType(MediaTypeHeaderValue? type) =>
        type?.MediaType is not { } mediaType ? null
        : type.CharSet?.Trim('"') is { Length: > 0 and <= 40 } charset && charset.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':')
            ? $"{mediaType}; charset={charset}"
            : mediaType;

    /// <summary>How a file is to be read, as the end of its name says; null where that is none of the documents'.</summary>
    public static ArticleFormat? FormatOfFile(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".md" or ".markdown" => ArticleFormat.Markdown,
        ".txt" => ArticleFormat.Text,
        ".html" or ".htm" or ".xhtml" => ArticleFormat.Html,
        ".epub" => ArticleFormat.Epub,
        _ => null,
    };
}
