namespace SpeechPipeline.Text;

/// <summary>Language tags as RFC 5646 forms them: subtags of one to eight letters or digits. The endpoint decides which languages it accepts.</summary>
static class LanguageTag
{
    public static bool IsWellFormed(string tag) =>
        tag.Split('-') is [{ Length: >= 2 and <= 8 } first, .. var rest]
        && first.All(char.IsAsciiLetter)
        && rest.All(subtag => subtag.Length is >= 1 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit));

    /// <summary>The language that a document declares, in lower case; null if that is not a tag, or names no language (und, mul, zxx).</summary>
    public static string? Of(string? written) =>
        written?.Trim().Replace('_', '-') is { } tag && IsWellFormed(tag) && !(tag.Split('-')[0].ToLowerInvariant() is "und" or "mul" or "zxx" or "mis") ? tag.ToLowerInvariant() : null;
}
