using SpeechPipeline.Articles;

namespace SpeechPipeline.Cli.Converting;

/// <summary>An input as the user named it: a file with its format, <c>-</c> for standard input, or a web address.</summary>
/// <param name="Path">The file's path, <c>-</c>, or the address.</param>
/// <param name="Format">The format of the document; null if the pipeline fetches the address itself.</param>
/// <param name="Encoding">The encoding of the document's text; null: detected.</param>
/// <param name="Content">The document from standard input; null: it is in the file.</param>
sealed record Input(string Path, ArticleFormat? Format, string? Encoding = null, BinaryData? Content = null)
{
    static readonly string[] HtmlStarts = ["<!doctype html", "<html", "<?xml"];

    /// <summary>The path that means standard input.</summary>
    public const string Standard = "-";

    /// <summary>The media type of the document, with its encoding if the user named one; null if the pipeline fetches the address itself.</summary>
    public string? ContentType => Format is null ? null
        : Encoding is null || Format.IsBinary ? Format.MediaTypes[0]
        : $"{Format.MediaTypes[0]}; charset={Encoding}";

    /// <summary>Whether a file of that name is an article.</summary>
    public static bool IsKnown(string path) => ArticleFormats.OfFile(path) is not null;

    /// <summary>The episode's file name without its extension.</summary>
    public string Name => NameOf(Path);

    public static bool IsAddress(string path) =>
        path.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of a file, or the last part of an address, without extension; the host where there is none.</summary>
    public static string NameOf(string path)
    {
        if (path == Standard)
        {
            return "episode";
        }

        if (!IsAddress(path) || !Uri.TryCreate(path, UriKind.Absolute, out var address))
        {
            return System.IO.Path.GetFileNameWithoutExtension(path);
        }

        var last = Uri.UnescapeDataString(address.AbsolutePath).Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        return FileName.Of(System.IO.Path.GetFileNameWithoutExtension(last) is { Length: > 0 } found ? found : address.Host);
    }

    /// <param name="path">What the user named.</param>
    /// <param name="encoding">The encoding that the user named.</param>
    /// <param name="format">The format that the user named; null: that of the file's name, or of the look of standard input.</param>
    /// <exception cref="ConversionException">There is no such file, or its kind is unknown.</exception>
    public static Input Open(string path, string? encoding, ArticleFormat? format = null)
    {
        if (IsAddress(path))
        {
            return new Input(path, null);
        }

        if (path == Standard)
        {
            using var input = Console.OpenStandardInput();
            var content = BinaryData.FromStream(input);
            return new Input(path, format ?? FormatOf(content), encoding, content);
        }

        if (!File.Exists(path))
        {
            throw new ConversionException(path, Directory.Exists(path) ? "is a folder; name files, or a glob such as '*.md'." : "there is no such file.");
        }

        return (format ?? ArticleFormats.OfFile(path)) is { } known
            ? new Input(path, known, encoding)
            : throw new ConversionException(path, $"its kind is not known; use one of {ArticleFormats.KnownExtensions}, or name it with --input-format.");
    }

    public Stream OpenRead() => Content?.ToStream() ?? File.OpenRead(Path);

    public async Task<BinaryData> ReadAsync(CancellationToken cancellationToken) => Content ?? new BinaryData(await File.ReadAllBytesAsync(Path, cancellationToken));

    /// <summary>HTML begins with a tag of it. Everything else is read as Markdown, which plain text is, too.</summary>
    static ArticleFormat FormatOf(BinaryData content)
    {
        var start = System.Text.Encoding.UTF8.GetString(content.ToMemory().Span[..Math.Min(content.ToMemory().Length, 1_000)]).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return start.StartsWith("PK\x3\x4", StringComparison.Ordinal)
            ? throw new ConversionException(Standard, "it is an EPUB or Word document; say which with --input-format epub or docx.")
            : HtmlStarts.Any(sign => start.StartsWith(sign, StringComparison.OrdinalIgnoreCase)) ? ArticleFormats.Html : ArticleFormats.Markdown;
    }
}
