using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Text;

/// <summary>What plain text keeps of the printed page that it imitates: page numbers, tables of contents, marks for italics and notes.</summary>
static partial class PrintedPage
{
    // A printed line is no longer; the patterns below take a time quadratic in a line's length.
    const int LongestLine = 400;

    /// <summary>An entry of a table of contents, with dots up to its page, or the foot of a page.</summary>
    public static bool IsFurniture(string line) =>
        line.Length is > 0 and <= LongestLine && ((char.IsAsciiDigit(line[^1]) || line[^1] == ']') ? Furniture().IsMatch(line) : line.Equals("Table of Contents", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the line is the foot of a page: "de Jong   [Page 4]".</summary>
    public static bool IsFoot(string line) => line.Length is > 0 and <= LongestLine && line[^1] == ']' && Foot().IsMatch(line);

    /// <summary>"4. Requests", which begins a chapter where it stands as a heading; "4.1. Caching" does not.</summary>
    public static bool IsNumberedHeading(string heading) => NumberedHeading().IsMatch(heading);

    /// <summary>The words without <c>_marks for italics_</c>, references to notes and places for pictures.</summary>
    public static string WithoutMarks(string text) =>
        text.Contains('_', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal)
            ? Note().Replace(Picture().Replace(Italics().Replace(text, "$1"), ""), "")
            : text;

    /// <summary>"CHAPTER XII. The End", as a line of its own.</summary>
    public static bool IsChapterHeading(string line) => line.Length <= 80 && ChapterHeading().IsMatch(line);

    [GeneratedRegex(@"(\. ?){4,}\s*\d{1,4}$|\[Page \d{1,4}\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Furniture();

    [GeneratedRegex(@"\[Page \d{1,4}\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Foot();

    [GeneratedRegex(@"^\d{1,3}\.?\s+\S", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedHeading();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_])_([^_]{1,2000})_(?![\p{L}\p{N}_])", RegexOptions.CultureInvariant)]
    private static partial Regex Italics();

    [GeneratedRegex(@"\[Illustration(:[^\]]*)?\]", RegexOptions.CultureInvariant)]
    private static partial Regex Picture();

    [GeneratedRegex(@"(?<=[\p{L}\p{P}])\[(\d{1,3}|\*)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Note();

    [GeneratedRegex(@"^(CHAPTER|Chapter|BOOK|PART|VOLUME|LETTER|STAVE|ACT) ([IVXLCDM]{1,8}|\d{1,3}|[A-Z][A-Za-z]{2,10}(-[A-Za-z]{3,5})?)(\.?$|[.:—] ?\S.*$)", RegexOptions.CultureInvariant)]
    private static partial Regex ChapterHeading();
}
