namespace SpeechPipeline.Text;

/// <summary>Language tags as RFC 5646 forms them: subtags of one to eight letters or digits. The endpoint decides which languages it accepts.</summary>
static class LanguageTag
{
    /// <summary>In characters, of a tag that a document declares (RFC 5646, section 4.4.1).</summary>
    public const int Longest = 35;

    public static bool IsWellFormed(string tag) =>
        tag.Split('-') is [{ Length: >= 2 and <= 8 } first, .. var rest]
        && first.All(char.IsAsciiLetter)
        && rest.All(subtag => subtag.Length is >= 1 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit));

    /// <summary>The language that a document declares, in lower case; null if that is not a tag, is longer than any, or names no language (und, mul, zxx).</summary>
    public static string? Of(string? written)
    {
        if (written?.Trim() is not { Length: <= Longest } trimmed)
        {
            return null;
        }

        var tag = trimmed.Replace('_', '-').ToLowerInvariant();
        return IsWellFormed(tag) && !(tag.Split('-')[0] is "und" or "mul" or "zxx" or "mis") ? tag : null;
    }
}
