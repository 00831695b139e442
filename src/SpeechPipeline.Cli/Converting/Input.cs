using SpeechPipeline.Articles;

namespace SpeechPipeline.Cli.Converting;

/// <summary>An input as the user named it: a file with its format, or a web address.</summary>
/// <param name="Path">The file's path, or the address.</param>
/// <param name="Format">The format of the file; null if the pipeline fetches the address itself.</param>
/// <param name="Encoding">The encoding of the file's text; null: detected.</param>
sealed record Input(string Path, ArticleFormat? Format, string? Encoding = null)
{
    /// <summary>The media type of the file, with its encoding if the user named one; null if the pipeline fetches the address itself.</summary>
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
        if (!IsAddress(path) || !Uri.TryCreate(path, UriKind.Absolute, out var address))
        {
            return System.IO.Path.GetFileNameWithoutExtension(path);
        }

        var last = Uri.UnescapeDataString(address.AbsolutePath).Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        var name = System.IO.Path.GetFileNameWithoutExtension(last) is { Length: > 0 } found ? found : address.Host;
        return string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ' ? c : '-'));
    }

    /// <exception cref="ConversionException">There is no such file, or its kind is unknown.</exception>
    public static Input Open(string path, string? encoding)
    {
        if (IsAddress(path))
        {
            return new Input(path, null);
        }

        if (!File.Exists(path))
        {
            throw new ConversionException(path, Directory.Exists(path) ? "is a folder; name files, or a glob such as '*.md'." : "there is no such file.");
        }

        return ArticleFormats.OfFile(path) is { } format
            ? new Input(path, format, encoding)
            : throw new ConversionException(path, $"its kind is not known; use one of {ArticleFormats.KnownExtensions}.");
    }
}
