using Microsoft.Extensions.FileSystemGlobbing;

namespace SpeechPipeline.Cli.Converting;

/// <summary>Expands the arguments of the command line to paths: a file stays, a glob (<c>*</c>, <c>**</c>) becomes its matches.</summary>
static class PathPatterns
{
    /// <summary>The paths in the order given, those of one glob sorted, none twice. A glob without a match stays unchanged, to be reported.</summary>
    public static IReadOnlyList<string> Expand(IEnumerable<string> patterns) =>
        [.. patterns.SelectMany(Expand).DistinctBy(path => Input.IsAddress(path) ? path : Path.GetFullPath(path))];

    static IEnumerable<string> Expand(string pattern)
    {
        // A file may have a star in its name.
        if (Input.IsAddress(pattern) || !pattern.Contains('*', StringComparison.Ordinal) || File.Exists(pattern))
        {
            return [pattern];
        }

        // The part before the first star is a folder, possibly outside the current one, which the matcher alone cannot leave.
        var normalized = pattern.Replace('\\', '/');
        var slash = normalized.LastIndexOf('/', normalized.IndexOf('*', StringComparison.Ordinal));
        var root = slash < 0 ? "." : slash == 0 ? "/" : normalized[..slash];
        if (!Directory.Exists(root))
        {
            return [pattern];
        }

        var matches = new Matcher(StringComparison.Ordinal).AddInclude(normalized[(slash + 1)..]).GetResultsInFullPath(root)
            .Select(path => Path.GetRelativePath(Environment.CurrentDirectory, path))
            .Order(StringComparer.Ordinal)
            .ToList();
        return matches.Count == 0 ? [pattern] : matches;
    }
}
