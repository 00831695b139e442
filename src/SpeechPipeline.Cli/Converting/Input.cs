namespace SpeechPipeline.Cli.Converting;

/// <summary>A file to convert, as the user named it, and how it is to be read.</summary>
sealed record Input(string Path, string ContentType)
{
    static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".md"] = "text/markdown",
        [".markdown"] = "text/markdown",
        [".txt"] = "text/plain",
    };

    /// <summary>The episode's file name without its extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <exception cref="ConversionException">There is no such file, or its kind is unknown.</exception>
    public static Input Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new ConversionException(path, Directory.Exists(path) ? "is a folder; name files, or a glob such as '*.md'." : "there is no such file.");
        }

        return Kinds.TryGetValue(System.IO.Path.GetExtension(path), out var contentType)
            ? new Input(path, contentType)
            : throw new ConversionException(path, $"its kind is not known; known are {string.Join(", ", Kinds.Keys)}.");
    }
}
