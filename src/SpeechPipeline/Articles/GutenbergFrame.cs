using System.Text;
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

        var (head, books) = (content[..start.Index], new StringBuilder());
        for (; start.Success;)
        {
            // Several books may follow each other, each in a frame of its own.
            var begin = start.Index + start.Length;
            var end = End().Match(content, begin);
            books.Append(content, begin, (end.Success ? end.Index : content.Length) - begin);
            start = end.Success ? Start().Match(content, end.Index) : Match.Empty;
        }

        content = books.ToString();
        return (FieldOf(head, Title()), FieldOf(head, Author()));
    }

    /// <summary>The chapters without the licence after a book, where there is one, and the head of the next, if another book follows.</summary>
    public static IEnumerable<Chapter> WithoutLicence(IEnumerable<Chapter> chapters)
    {
        var isBook = true;
        foreach (var chapter in chapters)
        {
            var kept = new List<Block>();
            foreach (var block in chapter.Blocks)
            {
                isBook = isBook ? !IsEnd(block) : IsStart(block);
                if (isBook && !IsStart(block))
                {
                    kept.Add(block);
                }
            }

            if (kept.Count == chapter.Blocks.Count)
            {
                yield return chapter;
            }
            else if (kept.Exists(block => block.Kind != BlockKind.Heading))
            {
                yield return chapter with { Blocks = kept };
            }
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

    static bool IsStart(Block block) => Start().Match(block.Text) is { Success: true, Index: 0 };

    static bool IsEnd(Block block) => End().Match(block.Text) is { Success: true, Index: 0 };

    static string? FieldOf(string head, Regex field) =>
        field.Match(head) is { Success: true } match && SpokenText.Normalize(match.Groups[1].Value) is { Length: > 0 } value ? value : null;

    [GeneratedRegex(@"^\*\*\* ?START OF (THE|THIS) PROJECT GUTENBERG (EBOOK|ETEXT)[^\n]*(\n|\z)|^\*END[* ]{0,4}THE SMALL PRINT[^\n]*(\n|\z)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
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
