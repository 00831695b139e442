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

    /// <summary>The title that an entry of a table of contents names; null where the line is none.</summary>
    public static string? TitleInContents(string line) =>
        line.Length > 0 && char.IsAsciiDigit(line[^1]) && Entry().Match(line) is { Success: true } entry ? entry.Groups[1].Value.TrimEnd() : null;

    public static bool IsHeadOfContents(string line) => line.Length <= 40 && ContentsHead().IsMatch(line);

    /// <summary>"* Header *": an emphasis that stands by itself, no item of a list.</summary>
    public static bool IsEmphasis(string line) => line.Length > 4 && line[0] == '*' && line[^1] == '*' && line[1] != '*';

    /// <summary>The words without <c>_marks for italics_</c> and <c>*for bold*</c>, references to notes, numbers of pages and places for pictures.</summary>
    public static string WithoutMarks(string text)
    {
        if (text.AsSpan().IndexOfAny("_[*{") < 0)
        {
            return text;
        }

        return Note().Replace(Picture().Replace(Strong().Replace(Italics().Replace(text, "$1"), "$1"), ""), "");
    }

    [GeneratedRegex(@"(\. ?){4,}\s*\d{1,4}$|\[Page \d{1,4}\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Furniture();

    [GeneratedRegex(@"^(\S.{0,100}?)\s*(\. ?){4,}\s*\d{1,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^(table of )?(contents|inhalt|inhaltsverzeichnis|table des matières|sommaire|índice|contenido|sumário|indice|sommario|inhoud|inhoudsopgave|содержание|оглавление|目次|目录)[.:]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ContentsHead();

    [GeneratedRegex(@"\[Page \d{1,4}\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Foot();

    [GeneratedRegex(@"^\d{1,3}\.?\s+\S", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedHeading();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_])_([^_]{1,2000})_(?![\p{L}\p{N}_])", RegexOptions.CultureInvariant)]
    private static partial Regex Italics();

    [GeneratedRegex(@"(?<![\p{L}\p{N}*])\*{1,2} ?([^*\s](?:[^*]{0,2000}[^*\s])?) ?\*{1,2}(?![\p{L}\p{N}*])", RegexOptions.CultureInvariant)]
    private static partial Regex Strong();

    [GeneratedRegex(@"\[(Illustration|Sidenote|Music|Decoration)(:[^\]]*)?\]|\[(Pg|Page|p\.) ?(\d{1,4}|[ivxlc]{1,7})\] ?|\{(Pg |p\. ?)?(\d{1,4}|[ivxlc]{1,7})\} ?|【\d{1,3}†[^】]{0,40}】", RegexOptions.CultureInvariant)]
    private static partial Regex Picture();

    [GeneratedRegex(@"(?<=[\p{L}\p{P}])\[(\d{1,3}|\*|[A-Z]{1,2})\](?!\()", RegexOptions.CultureInvariant)]
    private static partial Regex Note();
}
