using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles;

/// <summary>What plain text keeps of the printed page that it imitates: page numbers, tables of contents, marks for italics and notes.</summary>
internal static partial class PrintedPage
{
    /// <summary>An entry of a table of contents, with dots up to its page, or the foot of a page.</summary>
    public static bool IsFurniture(string line) =>
        line.Length > 0 && (char.IsAsciiDigit(line[^1]) || line[^1] == ']') && Furniture().IsMatch(line);

    /// <summary>A page cut out of a longer text, without the head that every page has and the foot with its number.</summary>
    public static string WithoutHead(string page)
    {
        var lines = page.Split('\n');
        var head = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        return head < 0 ? page : string.Join('\n', lines[(head + 1)..]);
    }

    /// <summary>The words without <c>_marks for italics_</c>, references to notes and places for pictures.</summary>
    public static string WithoutMarks(string text) =>
        text.Contains('_', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal)
            ? Note().Replace(Picture().Replace(Italics().Replace(text, "$1"), ""), "")
            : text;

    /// <summary>"CHAPTER XII. The End", as a line of its own.</summary>
    public static bool IsChapterHeading(string line) => line.Length <= 80 && ChapterHeading().IsMatch(line);

    [GeneratedRegex(@"(\. ?){4,}\s*\d{1,4}$|\[Page \d{1,4}\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Furniture();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_])_([^_]{1,2000})_(?![\p{L}\p{N}_])", RegexOptions.CultureInvariant)]
    private static partial Regex Italics();

    [GeneratedRegex(@"\[Illustration(:[^\]]*)?\]", RegexOptions.CultureInvariant)]
    private static partial Regex Picture();

    [GeneratedRegex(@"(?<=[\p{L}\p{P}])\[(\d{1,3}|\*)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Note();

    [GeneratedRegex(@"^(CHAPTER|Chapter|BOOK|PART|VOLUME|LETTER|STAVE|ACT) ([IVXLCDM]{1,8}|\d{1,3}|[A-Z][A-Za-z]{2,10}(-[A-Za-z]{3,5})?)(\.?$|[.:—] ?\S.*$)", RegexOptions.CultureInvariant)]
    private static partial Regex ChapterHeading();
}
