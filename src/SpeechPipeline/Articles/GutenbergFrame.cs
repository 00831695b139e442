using System.Text.RegularExpressions;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles;

/// <summary>The frame that Project Gutenberg adds to a text: a head with title and author, and a licence of some 18,000 characters at the end.</summary>
static partial class GutenbergFrame
{
    // The head is near the start; similar lines further down belong to the text.
    const int LongestHead = 20_000;

    /// <summary>Removes the frame, if there is one.</summary>
    public static (string? Title, string? Author) Take(ref string content)
    {
        var start = Start().Match(content, 0, Math.Min(content.Length, LongestHead));
        if (!start.Success)
        {
            return default;
        }

        var head = content[..start.Index];
        var end = End().Match(content, start.Index + start.Length);
        content = end.Success ? content[(start.Index + start.Length)..end.Index] : content[(start.Index + start.Length)..];
        return (FieldOf(head, Title()), FieldOf(head, Author()));
    }

    static string? FieldOf(string head, Regex field) =>
        field.Match(head) is { Success: true } match && SpokenText.Normalize(match.Groups[1].Value) is { Length: > 0 } value ? value : null;

    [GeneratedRegex(@"^\*\*\* ?START OF (THE|THIS) PROJECT GUTENBERG (EBOOK|ETEXT)[^\n]*\n|^\*END[* ]{0,4}THE SMALL PRINT[^\n]*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Start();

    [GeneratedRegex(@"^\*\*\* ?END OF (THE|THIS) PROJECT GUTENBERG (EBOOK|ETEXT)|^(\*{3} ?)?End of (the |this )?Project Gutenberg('s)? (Etext|EBook)", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex End();

    [GeneratedRegex(@"^Title: ([^\r\n]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Title();

    [GeneratedRegex(@"^Author: ([^\r\n]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Author();
}
