namespace SpeechPipeline.Articles.Epub;

/// <summary>References between the files of a book (EPUB 3.3, section 4.2.5: path-relative-scheme-less-URL strings).</summary>
static class EpubPath
{
    /// <summary>Resolves <paramref name="reference"/> in the file <paramref name="from"/> into a path and a fragment.</summary>
    /// <returns>No path if the reference leads out of the book.</returns>
    public static (string? Path, string? Fragment) Resolve(string from, string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var fragment = hash < 0 ? null : Uri.UnescapeDataString(reference[(hash + 1)..]);
        var relative = Uri.UnescapeDataString((hash < 0 ? reference : reference[..hash]).Trim());
        if (relative.Length == 0)
        {
            return (from, fragment);
        }

        // Some Windows tools write backslashes.
        relative = relative.Replace('\\', '/');
        if (relative.Contains(':', StringComparison.Ordinal))
        {
            return (null, fragment);
        }

        var parts = new List<string>(relative[0] == '/' ? [] : from.Split('/')[..^1]);
        foreach (var part in relative.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                return (null, fragment);
            }
        }

        return (string.Join('/', parts), fragment);
    }
}
