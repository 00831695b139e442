namespace SpeechPipeline.Text;

/// <summary>Language tags as RFC 5646 forms them: subtags of one to eight letters or digits. Which languages there are, the endpoint knows.</summary>
static class LanguageTag
{
    public static bool IsWellFormed(string tag) =>
        tag.Split('-') is [{ Length: >= 2 and <= 8 } first, .. var rest]
        && first.All(char.IsAsciiLetter)
        && rest.All(subtag => subtag.Length is >= 1 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit));

    /// <summary>A document's own word for its language, in lower case; null where it is no tag, or names none (und, mul, zxx).</summary>
    public static string? Of(string? written) =>
        written?.Trim().Replace('_', '-') is { } tag && IsWellFormed(tag) && !(tag.Split('-')[0].ToLowerInvariant() is "und" or "mul" or "zxx" or "mis") ? tag.ToLowerInvariant() : null;
}
