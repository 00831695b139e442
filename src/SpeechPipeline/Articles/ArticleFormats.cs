using System.Net.Http.Headers;
using SpeechPipeline.Articles.Docx;
using SpeechPipeline.Articles.Epub;
using SpeechPipeline.Articles.Html;
using SpeechPipeline.Articles.Markdown;
using SpeechPipeline.Articles.Text;

namespace SpeechPipeline.Articles;

/// <summary>The formats that articles come in. Adding one is an object in a folder of its own, and a line here.</summary>
public static class ArticleFormats
{
    public static ArticleFormat Text { get; } = new PlainTextFormat();

    public static ArticleFormat Markdown { get; } = new MarkdownFormat();

    public static ArticleFormat Html { get; } = new HtmlFormat();

    public static ArticleFormat Epub { get; } = new EpubFormat();

    public static ArticleFormat Docx { get; } = new DocxFormat();

    public static IReadOnlyList<ArticleFormat> All { get; } = [Text, Markdown, Html, Epub, Docx];

    /// <summary>The media types, for messages.</summary>
    public static string KnownMediaTypes { get; } = Listed([.. All.SelectMany(format => format.MediaTypes)]);

    /// <summary>The ends of file names, for messages and help texts.</summary>
    public static string KnownExtensions { get; } = string.Join(", ", All.SelectMany(format => format.Extensions));

    /// <summary>What a server is asked for: any format, plain text last.</summary>
    public static string Accept { get; } =
        string.Join(", ", All.Where(format => format != Text).SelectMany(format => format.MediaTypes)) + $", {Text.MediaTypes[0]};q=0.9, */*;q=0.1";

    /// <summary>The format of that name, in any case; null where there is none.</summary>
    public static ArticleFormat? Find(string? name) => All.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>How a body of that type is to be read; null where it is none of <see cref="KnownMediaTypes"/>.</summary>
    public static ArticleFormat? OfMediaType(string? mediaType) => All.FirstOrDefault(format =>
        format.MediaTypes.Concat(format.OtherMediaTypes).Contains(mediaType, StringComparer.OrdinalIgnoreCase));

    /// <summary>
    /// How an answer is to be read. Servers know text, but often not which: what they call plain text or bytes is what the end of its
    /// address says.
    /// </summary>
    public static ArticleFormat? OfMediaType(string? mediaType, Uri address) =>
        mediaType?.ToLowerInvariant() is null or "text/plain" or "application/octet-stream" or "binary/octet-stream" or "application/zip"
        && OfFile(address.AbsolutePath) is { } format
            ? format
            : OfMediaType(mediaType);

    /// <summary>How a file is to be read, as the end of its name says; null where that is none of the formats'.</summary>
    public static ArticleFormat? OfFile(string path)
    {
        var extension = Path.GetExtension(path);
        return All.FirstOrDefault(format => format.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>What is kept of a Content-Type with the document: a media type, and a charset where it has one.</summary>
    public static string? KeptContentType(MediaTypeHeaderValue? type) =>
        type?.MediaType is not { } mediaType ? null
        : type.CharSet?.Trim('"') is { Length: > 0 and <= 40 } charset && charset.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':')
            ? $"{mediaType}; charset={charset}"
            : mediaType;

    static string Listed(List<string> names) => $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
