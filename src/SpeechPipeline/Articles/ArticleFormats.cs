using System.Net.Http.Headers;
using SpeechPipeline.Articles.Docx;
using SpeechPipeline.Articles.Epub;
using SpeechPipeline.Articles.Html;
using SpeechPipeline.Articles.Markdown;
using SpeechPipeline.Articles.Ssml;
using SpeechPipeline.Articles.Text;

namespace SpeechPipeline.Articles;

/// <summary>All input formats. To add one, add an object in its own folder, and a line here.</summary>
public static class ArticleFormats
{
    public static ArticleFormat Text { get; } = new PlainTextFormat();

    public static ArticleFormat Markdown { get; } = new MarkdownFormat();

    public static ArticleFormat Html { get; } = new HtmlFormat();

    public static ArticleFormat Epub { get; } = new EpubFormat();

    public static ArticleFormat Docx { get; } = new DocxFormat();

    public static ArticleFormat Ssml { get; } = new SsmlFormat();

    public static IReadOnlyList<ArticleFormat> All { get; } = [Text, Markdown, Html, Epub, Docx, Ssml];

    /// <summary>The media types, for messages.</summary>
    public static string KnownMediaTypes { get; } = Listed([.. All.SelectMany(format => format.MediaTypes)]);

    /// <summary>The file name extensions, for messages and help texts.</summary>
    public static string KnownExtensions { get; } = string.Join(", ", All.SelectMany(format => format.Extensions));

    /// <summary>The <c>Accept</c> header for fetching: any format, plain text last.</summary>
    public static string Accept { get; } =
        string.Join(", ", All.Where(format => format != Text).SelectMany(format => format.MediaTypes)) + $", {Text.MediaTypes[0]};q=0.9, */*;q=0.1";

    /// <summary>The format of that name, in any case; null if there is none.</summary>
    public static ArticleFormat? Find(string? name) => All.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The format for a media type; null if no format has it.</summary>
    public static ArticleFormat? OfMediaType(string? mediaType) => All.FirstOrDefault(format =>
        format.MediaTypes.Concat(format.OtherMediaTypes).Contains(mediaType, StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// The format of a fetched document. Servers often send all text as plain text or as bytes: then the extension of the
    /// address decides.
    /// </summary>
    public static ArticleFormat? OfMediaType(string? mediaType, Uri address) =>
        mediaType?.ToLowerInvariant() is null or "text/plain" or "application/octet-stream" or "binary/octet-stream" or "application/zip"
        && OfFile(address.AbsolutePath) is { } format
            ? format
            : OfMediaType(mediaType);

    /// <summary>The format for a file, by its extension; null if no format has it.</summary>
    public static ArticleFormat? OfFile(string path)
    {
        var extension = Path.GetExtension(path);
        return All.FirstOrDefault(format => format.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The part of a Content-Type that is stored with the document: the media type, and the charset if it has one.</summary>
    public static string? KeptContentType(MediaTypeHeaderValue? type) =>
        type?.MediaType is not { } mediaType ? null
        : type.CharSet?.Trim('"') is { Length: > 0 and <= 40 } charset && charset.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':')
            ? $"{mediaType}; charset={charset}"
            : mediaType;

    static string Listed(List<string> names) => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
