using System.Xml;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>The names of files in the folder and of its outputs.</summary>
public static class DropNames
{
    /// <summary>The longest blob name, in characters (Azure Storage, "Naming and referencing containers, blobs, and metadata").</summary>
    public const int MaxLength = 1_024;

    /// <summary>The extension of the report beside each output.</summary>
    public const string ReportSuffix = ".json";

    const string DefaultsName = "_defaults.json";

    /// <summary>
    /// Whether a request can name the blob. In addresses, <c>.</c> and <c>..</c> are resolved, and a backslash becomes a slash: such a name
    /// would mean another blob, even in another container. And a listing is XML: Azurite fails to answer
    /// if a name has a character that XML 1.0 does not allow.
    /// </summary>
    public static bool IsAddressable(string path) =>
        IsXml(path) && path.AsSpan().ContainsAnyExcept('/') && !path.Contains('\\', StringComparison.Ordinal) && !path.Split('/').Any(part => part is "." or "..");

    static bool IsXml(string path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (!XmlConvert.IsXmlChar(path[i]) && !(i + 1 < path.Length && XmlConvert.IsXmlSurrogatePair(path[i + 1], path[i++])))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsDefaults(string path) => path.Split('/')[^1] == DefaultsName;

    /// <summary>The <c>_defaults.json</c> that apply to a file, the farthest first; one whose name would be too long cannot exist.</summary>
    public static IEnumerable<string> DefaultsFor(string path)
    {
        for (var folder = 0; folder + DefaultsName.Length <= MaxLength;)
        {
            yield return path[..folder] + DefaultsName;
            folder = path.IndexOf('/', folder) + 1;
            if (folder == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>
    /// The possible names for the outputs of a file: its path or, if that is too long or taken by another file's output
    /// (<c>a.md</c> has the report <c>a.md.json</c>, which may also be a file), a path with a hash.
    /// </summary>
    internal static IEnumerable<string> OutputsOf(string path)
    {
        if (path.Length + ReportSuffix.Length <= MaxLength)
        {
            yield return path;
        }

        var extension = Path.GetExtension(path) is { Length: <= 12 } found ? found : "";
        var tail = $"~{StableHash.Of(path)}{extension}";
        var kept = Math.Min(path.Length - extension.Length, MaxLength - ReportSuffix.Length - tail.Length);
        yield return path[..(kept > 0 && char.IsHighSurrogate(path[kept - 1]) ? kept - 1 : kept)] + tail;
    }
}
