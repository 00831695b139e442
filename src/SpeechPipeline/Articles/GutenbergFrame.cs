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

    /// <summary>The chapters of a book without the licence after them, where there is one.</summary>
    public static IEnumerable<Chapter> WithoutLicence(IEnumerable<Chapter> chapters)
    {
        foreach (var chapter in chapters)
        {
            var kept = chapter.Blocks.TakeWhile(block => !IsEnd(block)).ToList();
            if (kept.Count == chapter.Blocks.Count)
            {
                yield return chapter;
                continue;
            }

            if (kept.Exists(block => block.Kind != BlockKind.Heading))
            {
                yield return chapter with { Blocks = kept };
            }

            yield break;
        }
    }

    /// <summary>The chapters of a page without the licence, and without the lines that say who made the file, where the page is one of Project Gutenberg's.</summary>
    public static IReadOnlyList<Chapter> Without(IReadOnlyList<Chapter> chapters, string? pageTitle)
    {
        var isFramed = pageTitle?.Contains("Project Gutenberg", StringComparison.OrdinalIgnoreCase) == true
            || (chapters is [.., var last] && last.Blocks.Any(IsEnd));
        return !isFramed ? chapters
            : [.. WithoutLicence(chapters).Select(chapter => chapter with { Blocks = [.. chapter.Blocks.Where(block => !Makers().IsMatch(block.Text))] })];
    }

    /// <summary>What a page calls itself: "The Project Gutenberg eBook of The Lamp, by Nobody Inparticular".</summary>
    /// <returns>The book's title and author; the title itself where it is none of those.</returns>
    public static (string? Title, string? Author) OfTitle(string? title) => title is not null && BookTitle().Match(title) is { Success: true } match
        ? (match.Groups["title"].Value, match.Groups["author"] is { Success: true } author ? author.Value : null)
        : (title, null);

    static bool IsEnd(Block block) => End().Match(block.Text) is { Success: true, Index: 0 };

    static string? FieldOf(string head, Regex field) =>
        field.Match(head) is { Success: true } match && SpokenText.Normalize(match.Groups[1].Value) is { Length: > 0 } value ? value : null;

    [GeneratedRegex(@"^\*\*\* ?START OF (THE|THIS) PROJECT GUTENBERG (EBOOK|ETEXT)[^\n]*\n|^\*END[* ]{0,4}THE SMALL PRINT[^\n]*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Start();

    [GeneratedRegex(@"^(\*{3} ?)?End of (the |this )?Project Gutenberg", RegexOptions.Multiline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex End();

    [GeneratedRegex(@"^(E-?text prepared|((This |The )?(text|HTML|e-?text)( file)? (was )?)?produced) by .{1,300}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Makers();

    [GeneratedRegex(@"^(The )?Project Gutenberg('s| E-?Book( of)?| E-?Text( of)?) (?<title>.{2,300}?)[,;.]? by (?<author>.{2,100}?)\.?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BookTitle();

    [GeneratedRegex(@"^Title: ([^\r\n]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Title();

    [GeneratedRegex(@"^Author: ([^\r\n]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Author();
}
