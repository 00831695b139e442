using System.Xml;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>What the files in the folder and its outputs are called.</summary>
public static class DropNames
{
    /// <summary>In characters: a blob's name (Azure Storage, "Naming and referencing containers, blobs, and metadata").</summary>
    public const int MaxLength = 1_024;

    /// <summary>Beside each output, its report.</summary>
    public const string ReportSuffix = ".json";

    const string DefaultsName = "_defaults.json";

    /// <summary>
    /// Whether a request can name the blob. Addresses know no <c>.</c> or <c>..</c> as part of a path, and no backslash: what is
    /// called so would be taken for another blob, even one of another container. And a listing is XML: Azurite answers none at all
    /// where one name has a character that XML 1.0 does not know.
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

    /// <summary>The <c>_defaults.json</c> that hold for a file, the farthest first; where their name would be too long there are none.</summary>
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
    /// What the outputs of a file may be called: by its path; or, where that is too long or another file's output is called so
    /// (<c>a.md</c> has the report <c>a.md.json</c>, which may also be a file), by a path that carries a hash.
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
