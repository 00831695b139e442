using System.Security.Cryptography;
using System.Text;

namespace SpeechPipeline.Cli.Serving;

/// <summary>Maps the name of any blob to a path below a directory: never outside it, with disallowed characters escaped.</summary>
static class LocalNames
{
    /// <summary>The longest name that file systems allow, in bytes of UTF-8, minus the suffixes added here.</summary>
    const int MaxSegmentBytes = 220;

    static readonly char[] Forbidden = Path.GetInvalidFileNameChars();

    /// <summary>The full path for a blob.</summary>
    /// <param name="directory">The directory, as a full path.</param>
    /// <param name="name">The blob's name, whose parts are separated by slashes.</param>
    /// <exception cref="ArgumentException">The name cannot be a path below the directory.</exception>
    public static string Under(string directory, string name)
    {
        var path = Path.GetFullPath(Path.Combine([directory, .. name.Split('/').Select(Segment)]));
        return path.StartsWith(directory + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new ArgumentException("The name leads out of the directory.", nameof(name));
    }

    static string Segment(string segment)
    {
        // An empty part, "." and ".." have a meaning in paths, but not in a blob's name.
        var escaped = segment.Length == 0 ? "%"
            : segment.All(c => c == '.') ? segment.Replace(".", "%2E", StringComparison.Ordinal)
            : string.Concat(segment.Select(c => Forbidden.Contains(c) ? Uri.HexEscape(c) : c.ToString()));
        if (OperatingSystem.IsWindows() && escaped[^1] is ' ' or '.')
        {
            escaped = escaped[..^1] + Uri.HexEscape(escaped[^1]);
        }

        return Encoding.UTF8.GetByteCount(escaped) <= MaxSegmentBytes ? escaped : Shortened(escaped);
    }

    static string Shortened(string segment)
    {
        var extension = Path.GetExtension(segment) is { Length: <= 12 } found ? found : "";
        var kept = segment[..Math.Min(segment.Length, 60)];
        return $"{(char.IsHighSurrogate(kept[^1]) ? kept[..^1] : kept)}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(segment)).AsSpan(0, 8))}{extension}";
    }
}
